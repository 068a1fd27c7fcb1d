#ifndef CLOOP_H
#define CLOOP_H

#include <stdint.h>

/// A connection of the plain C loop.
typedef struct c_loop c_loop;

/// Connects over a unix socket without a password. NULL on failure, with the reason in `error`.
c_loop *c_loop_connect(const char *socket_path, const char *user, char *error, int error_size);

/// Runs `SELECT 1` so many times, reads the number of each answer and does `c_loop_work` with it. Returns the sum, or a
/// negative number on failure.
int64_t c_loop_select_one(c_loop *loop, int count);

/// The work that stands between two queries, here and in Swift: a few hundred nanoseconds of arithmetic.
uint64_t c_loop_work(uint64_t seed);

/// Runs a statement whose rows are BIGINT, BIGINT, VARCHAR, DOUBLE, prepared and unbuffered, reads every value through
/// MYSQL_BIND, and adds them up (of the text its length). Returns the number of rows, or a negative number on failure.
int64_t c_loop_rows(c_loop *loop, const char *sql, double *sum);

void c_loop_close(c_loop *loop);

#endif
