// go-sql-driver/mysql, as database/sql uses it (for the protocol, see ../README.md).
package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// A workload does its operations and returns the figure.
type workload func(operations, connections int) (int64, error)

type entry struct {
	name, variant string
	run           workload
}

func main() {
	p, err := connect(os.Args[1])
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	entries := p.workloads()
	version := "?"
	if len(os.Args) > 2 {
		version = os.Args[2]
	}
	fmt.Printf("name go-sql-driver %s, Go %s\n", version, strings.TrimPrefix(runtime.Version(), "go"))
	variants := map[string][]string{}
	order := []string{}
	for _, e := range entries {
		if variants[e.name] == nil {
			order = append(order, e.name)
		}
		variants[e.name] = append(variants[e.name], e.variant)
	}
	for _, name := range order {
		fmt.Println("can", name, strings.Join(variants[name], " "))
	}
	fmt.Println("ready")
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		fmt.Println(answer(entries, strings.Fields(lines.Text())))
	}
}

func answer(entries []entry, words []string) string {
	if len(words) != 5 || words[0] != "run" {
		return "error expected: run WORKLOAD VARIANT OPERATIONS CONNECTIONS"
	}
	operations, _ := strconv.Atoi(words[3])
	connections, _ := strconv.Atoi(words[4])
	for _, e := range entries {
		if e.name == words[1] && e.variant == words[2] {
			figure, err := e.run(operations, connections)
			if err != nil {
				return "error " + strings.ReplaceAll(err.Error(), "\n", " ")
			}
			return fmt.Sprint("ok ", figure)
		}
	}
	return "error unknown workload " + words[1]
}

// timed returns how many nanoseconds the work took.
func timed(work func() error) (int64, error) {
	start := time.Now()
	err := work()
	return time.Since(start).Nanoseconds(), err
}

// resident returns VmRSS or VmHWM, the memory of this process now or at its peak, in bytes.
func resident(key string) (int64, error) {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	for _, line := range strings.Split(string(text), "\n") {
		fields := strings.Fields(line)
		if len(fields) > 1 && fields[0] == key+":" {
			kib, err := strconv.ParseInt(fields[1], 10, 64)
			return kib * 1024, err
		}
	}
	return 0, fmt.Errorf("no %s in /proc/self/status", key)
}
