"""asyncmy: aiomysql's interface, its inner loops compiled with Cython."""

import asyncmy
import asyncmy.cursors

from asynchronous import serve


async def close(connection):
    await connection.ensure_closed()


serve(asyncmy, asyncmy.cursors, close)
