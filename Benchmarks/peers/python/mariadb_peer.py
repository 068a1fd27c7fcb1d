"""MariaDB Connector/Python: the C library, blocking, in threads."""

import sys

import mariadb

from blocking import add_workloads
from contestant import Contestant


def connect():
    return mariadb.connect(unix_socket=sys.argv[1], user="root", database="bench", local_infile=True, autocommit=True)


def cursor(connection, streamed, binary):
    return connection.cursor(buffered=not streamed, binary=binary)


contestant = Contestant(f"mariadb {mariadb.__version__}")
add_workloads(
    contestant,
    connect,
    insert="INSERT INTO inserts (id, name, amount) VALUES (?, ?, ?)",
    point="SELECT name FROM points WHERE id = ?",
    cursor=cursor,
    protocols=("text", "binary"),
)
contestant.serve()
