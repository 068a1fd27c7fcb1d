"""The workloads for aiomysql and asyncmy, which have the same interface."""

import asyncio
import sys
import tempfile

from contestant import (
    INSERT, LOAD, MANY_ROWS, POINT, ROWS, WAIT, Contestant, Watch, check, resident, rows_to_insert, share, write_lines,
)  # fmt: skip


def serve(module, cursors, close):
    """`close(connection)` is a coroutine that says goodbye to the server and closes the socket."""
    contestant = Contestant(f"{module.__name__} {version(module.__name__)}")
    workload = contestant.workload
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    connections = []
    pools = {}

    options = dict(unix_socket=sys.argv[1], user="root", charset="utf8mb4", local_infile=True, autocommit=True, db="bench")

    async def connect():
        return await module.connect(**options)

    async def connected(count):
        while len(connections) < count:
            connections.append(await connect())
        return connections[:count]

    async def main():
        return (await connected(1))[0]

    @workload("sequence")
    async def _(operations, _):
        connection, total = await main(), 0
        with Watch() as watch:
            for _ in range(operations):
                async with connection.cursor() as cursor:
                    await cursor.execute("SELECT 1")
                    total += (await cursor.fetchone())[0]
        check(total, operations)
        return watch.nanoseconds

    async def point_reads(connection, ids):
        async with connection.cursor() as cursor:
            for i in ids:
                await cursor.execute(POINT, (i % 10000 + 1,))
                (await cursor.fetchone())[0]

    for name in ("point-reads-1", "point-reads-8", "point-reads-16", "point-reads-32", "point-reads-128"):

        @workload(name)
        async def _(operations, count):
            use = await connected(count)
            with Watch() as watch:
                await asyncio.gather(*(point_reads(c, share(operations, count, i)) for i, c in enumerate(use)))
            return watch.nanoseconds

    @workload("rows-buffered", "text")
    async def _(operations, _):
        connection = await main()
        with Watch() as watch:
            async with connection.cursor() as cursor:
                await cursor.execute(ROWS)
                rows = await cursor.fetchall()
            check((len(rows), sum(row[0] for row in rows)), (operations, operations * (operations + 1) // 2))
        return watch.nanoseconds

    async def stream(sql):
        connection, count, total = await main(), 0, 0
        async with connection.cursor(cursors.SSCursor) as cursor:
            await cursor.execute(sql)
            while rows := await cursor.fetchmany(1000):
                count += len(rows)
                total += sum(row[0] for row in rows)
        return count, total

    @workload("rows-streamed", "text")
    async def _(operations, _):
        with Watch() as watch:
            check(await stream(ROWS), (operations, operations * (operations + 1) // 2))
        return watch.nanoseconds

    @workload("memory-stream", "text")
    async def _(operations, times):
        check((await stream(MANY_ROWS.format(times)))[0], operations)
        return resident("VmHWM")

    @workload("memory-idle")
    async def _(operations, _):
        before = resident("VmRSS")
        await connected(operations)
        return resident("VmRSS") - before

    @workload("connect")
    async def _(operations, _):
        with Watch() as watch:
            for _ in range(operations):
                await close(await connect())
        return watch.nanoseconds

    async def wait(pool):
        async with pool.acquire() as connection, connection.cursor() as cursor:
            await cursor.execute(WAIT)
            await cursor.fetchall()

    @workload("waiting", "pool")
    async def _(operations, count):
        if count not in pools:
            pools[count] = await module.create_pool(minsize=count, maxsize=count, **options)
        with Watch() as watch:
            await asyncio.gather(*(wait(pools[count]) for _ in range(operations)))
        return watch.nanoseconds

    async def insert_each(rows, in_transaction):
        connection = await main()
        with Watch() as watch:
            async with connection.cursor() as cursor:
                if in_transaction:
                    await connection.begin()
                for row in rows:
                    await cursor.execute(INSERT, row)
                if in_transaction:
                    await connection.commit()
        return watch.nanoseconds

    @workload("insert-1")
    async def _(operations, _):
        return await insert_each(rows_to_insert(operations), False)

    for name in ("insert-100", "insert-100000"):

        @workload(name)
        async def _(operations, _):
            return await insert_each(rows_to_insert(operations), True)

    for name in ("insert-many-100", "insert-many-100000"):

        @workload(name, "executemany")
        async def _(operations, _):
            connection, rows = await main(), rows_to_insert(operations)
            with Watch() as watch:
                await connection.begin()
                async with connection.cursor() as cursor:
                    await cursor.executemany(INSERT, rows)
                await connection.commit()
            return watch.nanoseconds

    @workload("load-data-100000")
    async def _(operations, _):
        connection, rows = await main(), rows_to_insert(operations)
        with tempfile.NamedTemporaryFile("w") as file, Watch() as watch:
            write_lines(file, rows)
            async with connection.cursor() as cursor:
                await cursor.execute(LOAD.format(file.name))
        return watch.nanoseconds

    contestant.serve(loop.run_until_complete)


def version(package):
    from importlib.metadata import version

    return version(package)
