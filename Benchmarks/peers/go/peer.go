package main

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"sync/atomic"

	_ "github.com/go-sql-driver/mysql"
)

type peer struct {
	source      string
	db          *sql.DB
	connections []*sql.Conn
	rows        map[int][]row
}

var background = context.Background()

func connect(socket string) (*peer, error) {
	source := "root@unix(" + socket + ")/bench?charset=utf8mb4"
	db, err := sql.Open("mysql", source)
	if err != nil {
		return nil, err
	}
	db.SetMaxIdleConns(2000)
	return &peer{source: source, db: db, rows: map[int][]row{}}, db.Ping()
}

func (p *peer) workloads() []entry {
	entries := []entry{
		{"sequence", "-", p.sequence},
		{"rows-buffered", "text", p.rowsBuffered(textRows)},
		{"rows-buffered", "binary", p.rowsBuffered(binaryRows)},
		{"rows-streamed", "text", p.rowsStreamed(textRows)},
		{"rows-streamed", "binary", p.rowsStreamed(binaryRows)},
		{"connect", "-", p.connectAndClose},
		{"waiting", "pool", p.waiting},
		{"memory-stream", "binary", p.memoryStream},
		{"memory-idle", "-", p.memoryIdle},
		{"insert-1", "-", p.insertEach(false)},
		{"insert-100", "-", p.insertEach(true)},
		{"insert-100000", "-", p.insertEach(true)},
		{"insert-many-100", "multi-row", p.insertMany},
		{"insert-many-100000", "multi-row", p.insertMany},
		{"load-data-100000", "-", p.loadData},
	}
	for _, n := range []int{1, 8, 16, 32, 128} {
		entries = append(entries, entry{fmt.Sprint("point-reads-", n), "-", p.pointReads})
	}
	return entries
}

// connected returns so many connections that stay open.
func (p *peer) connected(count int) ([]*sql.Conn, error) {
	for len(p.connections) < count {
		connection, err := p.db.Conn(background)
		if err != nil {
			return nil, err
		}
		p.connections = append(p.connections, connection)
	}
	return p.connections[:count], nil
}

func (p *peer) main() (*sql.Conn, error) {
	connections, err := p.connected(1)
	if err != nil {
		return nil, err
	}
	return connections[0], nil
}

func work(seed uint64) uint64 {
	x := seed | 1
	for i := 0; i < 100; i++ {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	return x
}

func (p *peer) sequence(operations, _ int) (int64, error) {
	connection, err := p.main()
	if err != nil {
		return 0, err
	}
	return timed(func() error {
		sum, seed := 0, uint64(1)
		for i := 0; i < operations; i++ {
			var one int
			if err := connection.QueryRowContext(background, "SELECT 1").Scan(&one); err != nil {
				return err
			}
			sum += one
			seed = work(seed)
		}
		if sum != operations || seed == 0 {
			return fmt.Errorf("%d instead of %d", sum, operations)
		}
		return nil
	})
}

// together runs the work on so many connections at once.
func together(count int, work func(index int) error) error {
	var group sync.WaitGroup
	errors := make([]error, count)
	for i := 0; i < count; i++ {
		group.Add(1)
		go func(i int) {
			defer group.Done()
			errors[i] = work(i)
		}(i)
	}
	group.Wait()
	for _, err := range errors {
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *peer) pointReads(operations, count int) (int64, error) {
	connections, err := p.connected(count)
	if err != nil {
		return 0, err
	}
	return timed(func() error {
		return together(count, func(index int) error {
			statement, err := connections[index].PrepareContext(background, "SELECT name FROM points WHERE id = ?")
			if err != nil {
				return err
			}
			defer statement.Close()
			for i := operations * index / count; i < operations*(index+1)/count; i++ {
				var name string
				if err := statement.QueryRow(i%10000 + 1).Scan(&name); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

func (p *peer) connectAndClose(operations, _ int) (int64, error) {
	return timed(func() error {
		for i := 0; i < operations; i++ {
			db, err := sql.Open("mysql", p.source)
			if err == nil {
				err = db.Ping()
			}
			if err == nil {
				err = db.Close()
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (p *peer) waiting(operations, count int) (int64, error) {
	pool, err := sql.Open("mysql", p.source)
	if err != nil {
		return 0, err
	}
	defer pool.Close()
	pool.SetMaxOpenConns(count)
	pool.SetMaxIdleConns(count)
	// The connections exist before the clock starts.
	if err := together(count, func(int) error { _, err := pool.Exec("DO SLEEP(0.01)"); return err }); err != nil {
		return 0, err
	}
	var done int64
	return timed(func() error {
		err := together(operations, func(int) error {
			var slept int
			defer atomic.AddInt64(&done, 1)
			return pool.QueryRow("SELECT SLEEP(0.01)").Scan(&slept)
		})
		if err == nil && done != int64(operations) {
			return fmt.Errorf("%d instead of %d", done, operations)
		}
		return err
	})
}

func (p *peer) memoryIdle(operations, _ int) (int64, error) {
	before, err := resident("VmRSS")
	if err != nil {
		return 0, err
	}
	if _, err := p.connected(operations); err != nil {
		return 0, err
	}
	after, err := resident("VmRSS")
	return after - before, err
}
