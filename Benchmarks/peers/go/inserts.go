package main

import (
	"database/sql"
	"fmt"
	"io"
	"strings"

	"github.com/go-sql-driver/mysql"
)

type row struct {
	id     int64
	name   string
	amount float64
}

const insert = "INSERT INTO inserts (id, name, amount) VALUES (?, ?, ?)"

func (p *peer) rowsToInsert(count int) []row {
	if p.rows[count] == nil {
		rows := make([]row, count)
		for i := range rows {
			rows[i] = row{int64(i + 1), fmt.Sprintf("some text %d", i+1), float64(i+1) * 0.37}
		}
		p.rows[count] = rows
	}
	return p.rows[count]
}

// inTransaction times the work and its commit.
func (p *peer) inTransaction(work func(*sql.Tx) error) (int64, error) {
	connection, err := p.main()
	if err != nil {
		return 0, err
	}
	return timed(func() error {
		transaction, err := connection.BeginTx(background, nil)
		if err != nil {
			return err
		}
		if err := work(transaction); err != nil {
			transaction.Rollback()
			return err
		}
		return transaction.Commit()
	})
}

func executeEach(statement *sql.Stmt, rows []row) error {
	defer statement.Close()
	for _, r := range rows {
		if _, err := statement.Exec(r.id, r.name, r.amount); err != nil {
			return err
		}
	}
	return nil
}

func (p *peer) insertEach(inTransaction bool) workload {
	return func(operations, _ int) (int64, error) {
		rows := p.rowsToInsert(operations)
		if inTransaction {
			return p.inTransaction(func(transaction *sql.Tx) error {
				statement, err := transaction.Prepare(insert)
				if err != nil {
					return err
				}
				return executeEach(statement, rows)
			})
		}
		connection, err := p.main()
		if err != nil {
			return 0, err
		}
		return timed(func() error {
			statement, err := connection.PrepareContext(background, insert)
			if err != nil {
				return err
			}
			return executeEach(statement, rows)
		})
	}
}

// insertMany writes statements of a thousand rows by hand, since the driver has nothing for it.
func (p *peer) insertMany(operations, _ int) (int64, error) {
	const size = 1000
	rows := p.rowsToInsert(operations)
	return p.inTransaction(func(transaction *sql.Tx) error {
		for start := 0; start < len(rows); start += size {
			end := start + size
			if end > len(rows) {
				end = len(rows)
			}
			arguments := make([]interface{}, 0, 3*(end-start))
			for _, r := range rows[start:end] {
				arguments = append(arguments, r.id, r.name, r.amount)
			}
			places := strings.TrimSuffix(strings.Repeat("(?, ?, ?), ", end-start), ", ")
			if _, err := transaction.Exec("INSERT INTO inserts (id, name, amount) VALUES "+places, arguments...); err != nil {
				return err
			}
		}
		return nil
	})
}

func (p *peer) loadData(operations, _ int) (int64, error) {
	rows := p.rowsToInsert(operations)
	connection, err := p.main()
	if err != nil {
		return 0, err
	}
	return timed(func() error {
		mysql.RegisterReaderHandler("rows", func() io.Reader {
			reader, writer := io.Pipe()
			go func() {
				var lines strings.Builder
				for _, r := range rows {
					fmt.Fprintf(&lines, "%d\t%s\t%v\n", r.id, r.name, r.amount)
					if lines.Len() > 60000 {
						io.WriteString(writer, lines.String())
						lines.Reset()
					}
				}
				io.WriteString(writer, lines.String())
				writer.Close()
			}()
			return reader
		})
		defer mysql.DeregisterReaderHandler("rows")
		_, err := connection.ExecContext(background, "LOAD DATA LOCAL INFILE 'Reader::rows' INTO TABLE inserts (id, name, amount)")
		return err
	})
}
