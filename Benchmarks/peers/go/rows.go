package main

import (
	"database/sql"
	"fmt"
)

type values struct {
	a, b int64
	c    string
	d    float64
}

// query reads the table of a million rows. An argument makes the driver prepare the statement: the binary protocol.
type query func(connection *sql.Conn) (*sql.Rows, error)

func textRows(connection *sql.Conn) (*sql.Rows, error) {
	return connection.QueryContext(background, "SELECT a, b, c, d FROM rows_of_four")
}

func binaryRows(connection *sql.Conn) (*sql.Rows, error) {
	return connection.QueryContext(background, "SELECT a, b, c, d FROM rows_of_four WHERE 1 = ?", 1)
}

func (p *peer) each(query query, body func(values)) error {
	connection, err := p.main()
	if err != nil {
		return err
	}
	rows, err := query(connection)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var v values
		if err := rows.Scan(&v.a, &v.b, &v.c, &v.d); err != nil {
			return err
		}
		body(v)
	}
	return rows.Err()
}

func check(count int, sum int64, operations int) error {
	if count != operations || sum != int64(operations)*int64(operations+1)/2 {
		return fmt.Errorf("%d rows with the sum %d", count, sum)
	}
	return nil
}

func (p *peer) rowsStreamed(query query) workload {
	return func(operations, _ int) (int64, error) {
		return timed(func() error {
			count, sum, rest := 0, int64(0), 0.0
			err := p.each(query, func(v values) {
				count++
				sum += v.a
				rest += float64(v.b) + float64(len(v.c)) + v.d
			})
			if err != nil {
				return err
			}
			return check(count, sum, operations)
		})
	}
}

func (p *peer) rowsBuffered(query query) workload {
	return func(operations, _ int) (int64, error) {
		return timed(func() error {
			all := []values{}
			if err := p.each(query, func(v values) { all = append(all, v) }); err != nil {
				return err
			}
			sum, rest := int64(0), 0.0
			for _, v := range all {
				sum += v.a
				rest += float64(v.b) + float64(len(v.c)) + v.d
			}
			return check(len(all), sum, operations)
		})
	}
}

func (p *peer) memoryStream(operations, times int) (int64, error) {
	count := 0
	err := p.each(func(connection *sql.Conn) (*sql.Rows, error) {
		sql := fmt.Sprintf("SELECT a, b, c, d FROM rows_of_four CROSS JOIN seq_1_to_%d WHERE 1 = ?", times)
		return connection.QueryContext(background, sql, 1)
	}, func(values) { count++ })
	if err != nil {
		return 0, err
	}
	if count != operations {
		return 0, fmt.Errorf("%d rows instead of %d", count, operations)
	}
	return resident("VmHWM")
}
