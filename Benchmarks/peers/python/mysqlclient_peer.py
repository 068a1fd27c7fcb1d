"""mysqlclient: the C library, blocking, in threads."""

import sys

import MySQLdb
import MySQLdb.cursors

from blocking import add_workloads
from contestant import Contestant


def connect():
    return MySQLdb.connect(unix_socket=sys.argv[1], user="root", database="bench", charset="utf8mb4", local_infile=1, autocommit=True)


def cursor(connection, streamed, _):
    return connection.cursor(MySQLdb.cursors.SSCursor if streamed else MySQLdb.cursors.Cursor)


contestant = Contestant("mysqlclient " + ".".join(map(str, MySQLdb.version_info[:3])))
add_workloads(contestant, connect, cursor=cursor)
contestant.serve()
