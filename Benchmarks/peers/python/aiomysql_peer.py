"""aiomysql: pure Python on asyncio."""

import aiomysql

from asynchronous import serve


async def close(connection):
    await connection.ensure_closed()


serve(aiomysql, aiomysql.cursors, close)
