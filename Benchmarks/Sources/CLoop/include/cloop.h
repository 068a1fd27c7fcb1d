#ifndef CLOOP_H
#define CLOOP_H

#include <stdint.h>

/// A connection of the plain C loop.
typedef struct c_loop c_loop;

/// Rows to insert, made beforehand: what is timed is only their way into the table.
typedef struct c_rows c_rows;

/// Connects over a unix socket without a password. NULL on failure, with the reason in `error`.
c_loop *c_loop_connect(const char *socket_path, const char *user, char *error, int error_size);

void c_loop_close(c_loop *loop);

/// The server's version and that of Connector/C, as they say them.
const char *c_loop_server_version(c_loop *loop);
const char *c_loop_client_version(void);

/// The work that stands between two queries, here and in Swift: a few hundred nanoseconds of arithmetic.
uint64_t c_loop_work(uint64_t seed);

/// Runs `SELECT 1` so many times, reads the number of each answer and does `c_loop_work` with it. Returns the sum, or a
/// negative number on failure.
int64_t c_loop_select_one(c_loop *loop, int count);

/// Runs a statement whose rows are BIGINT, BIGINT, VARCHAR, DOUBLE, prepared, reads every value through MYSQL_BIND, and adds them
/// up (of the text its length). `stored`: mysql_stmt_store_result first. Returns the number of rows, or a negative number on failure.
int64_t c_loop_rows(c_loop *loop, const char *sql, int stored, double *sum);

/// The same in the text protocol, with strtoll and strtod. `stored`: mysql_store_result in the place of mysql_use_result.
int64_t c_loop_rows_text(c_loop *loop, const char *sql, int stored, double *sum);

/// A thread for each connection; each reads its share of `count` rows by primary key with a bind, prepared once. Returns how many
/// rows were read, or a negative number on failure.
int64_t c_loop_point_reads(c_loop *const *loops, int connections, int count);

/// A thread for each connection; together they run `count` queries that wait 10 ms at the server. Returns how many ran, or a
/// negative number on failure.
int64_t c_loop_waiting(c_loop *const *loops, int connections, int count);

c_rows *c_rows_make(int count);
int c_rows_count(const c_rows *rows);
void c_rows_get(const c_rows *rows, int index, long long *id, const char **name, unsigned long *length, double *amount);
void c_rows_free(c_rows *rows);

/// Inserts the rows one by one: one prepared statement, executed for each. In one transaction, or each in its own. Returns 0, or a
/// negative number on failure.
int c_loop_insert(c_loop *loop, c_rows *rows, int in_transaction);

/// Inserts the rows in one transaction, a hundred executions in one write, and reads the answers afterwards: what the server makes
/// of a pipeline. It is no loop that a user of Connector/C would write; it fills the packets itself.
int c_loop_insert_pipelined(c_loop *loop, c_rows *rows);

/// Inserts the rows with one execution of the bulk protocol, in one transaction.
int c_loop_insert_bulk(c_loop *loop, c_rows *rows);

/// Inserts the rows with LOAD DATA LOCAL, written as lines while they are sent.
int c_loop_load_data(c_loop *loop, c_rows *rows);

#endif
