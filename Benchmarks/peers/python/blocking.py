"""The workloads for the blocking clients of the DB-API: what differs between them are their connections and cursors."""

import tempfile
from concurrent.futures import ThreadPoolExecutor

from contestant import INSERT, LOAD, MANY_ROWS, POINT, ROWS, WAIT, Watch, check, resident, rows_to_insert, share, write_lines


def add_workloads(contestant, connect, insert=INSERT, point=POINT, cursor=lambda c, streamed: c.cursor(), protocols=("text",)):
    """`connect()` gives a connection; `cursor(connection, streamed, binary)` one for rows."""
    workload = contestant.workload
    main = connect()
    connections = []

    def connected(count):
        while len(connections) < count:
            connections.append(connect())
        return connections[:count]

    @workload("sequence")
    def _(operations, _):
        total = 0
        with Watch() as watch:
            for _ in range(operations):
                current = main.cursor()
                current.execute("SELECT 1")
                total += current.fetchone()[0]
                current.close()
        check(total, operations)
        return watch.nanoseconds

    def point_reads(connection, ids):
        current = connection.cursor()
        for i in ids:
            current.execute(point, (i % 10000 + 1,))
            current.fetchone()[0]
        current.close()

    for name in ("point-reads-1", "point-reads-8", "point-reads-16", "point-reads-32", "point-reads-128"):

        @workload(name, "threads")
        def _(operations, count):
            use = connected(count)
            with ThreadPoolExecutor(count) as threads, Watch() as watch:
                list(threads.map(point_reads, use, [share(operations, count, i) for i in range(count)]))
            return watch.nanoseconds

    def add_rows(binary, variant):
        @workload("rows-buffered", variant)
        def _(operations, _):
            with Watch() as watch:
                current = cursor(main, False, binary)
                current.execute(ROWS)
                rows = current.fetchall()
                check((len(rows), sum(row[0] for row in rows)), (operations, operations * (operations + 1) // 2))
                current.close()
            return watch.nanoseconds

        @workload("rows-streamed", variant)
        def _(operations, _):
            with Watch() as watch:
                check(stream(ROWS, binary), (operations, operations * (operations + 1) // 2))
            return watch.nanoseconds

    def stream(sql, binary):
        count, total = 0, 0
        current = cursor(main, True, binary)
        current.execute(sql)
        while rows := current.fetchmany(1000):
            count += len(rows)
            total += sum(row[0] for row in rows)
        current.close()
        return count, total

    for protocol in protocols:
        add_rows(protocol == "binary", protocol)

    @workload("memory-stream", protocols[0])
    def _(operations, times):
        check(stream(MANY_ROWS.format(times), protocols[0] == "binary")[0], operations)
        return resident("VmHWM")

    @workload("memory-idle")
    def _(operations, _):
        before = resident("VmRSS")
        connected(operations)
        return resident("VmRSS") - before

    @workload("connect")
    def _(operations, _):
        with Watch() as watch:
            for _ in range(operations):
                connect().close()
        return watch.nanoseconds

    def wait(connection, queries):
        current = connection.cursor()
        for _ in queries:
            current.execute(WAIT)
            current.fetchall()
        current.close()

    @workload("waiting", "threads")
    def _(operations, count):
        use = connected(count)
        with ThreadPoolExecutor(count) as threads, Watch() as watch:
            list(threads.map(wait, use, [share(operations, count, i) for i in range(count)]))
        return watch.nanoseconds

    def insert_each(rows, in_transaction):
        main.autocommit(not in_transaction) if callable(main.autocommit) else setattr(main, "autocommit", not in_transaction)
        with Watch() as watch:
            current = main.cursor()
            for row in rows:
                current.execute(insert, row)
            main.commit()
            current.close()
        return watch.nanoseconds

    @workload("insert-1")
    def _(operations, _):
        return insert_each(rows_to_insert(operations), False)

    for name in ("insert-100", "insert-100000"):

        @workload(name)
        def _(operations, _):
            return insert_each(rows_to_insert(operations), True)

    for name in ("insert-many-100", "insert-many-100000"):

        @workload(name, "executemany")
        def _(operations, _):
            rows = rows_to_insert(operations)
            main.autocommit(False) if callable(main.autocommit) else setattr(main, "autocommit", False)
            with Watch() as watch:
                current = main.cursor()
                current.executemany(insert, rows)
                main.commit()
                current.close()
            return watch.nanoseconds

    @workload("load-data-100000")
    def _(operations, _):
        rows = rows_to_insert(operations)
        with tempfile.NamedTemporaryFile("w") as file, Watch() as watch:
            write_lines(file, rows)
            current = main.cursor()
            current.execute(LOAD.format(file.name))
            main.commit()
            current.close()
        return watch.nanoseconds
