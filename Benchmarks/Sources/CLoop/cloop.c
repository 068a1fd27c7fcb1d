#include "cloop.h"

#include "loop.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

c_loop *c_loop_connect(const char *socket_path, const char *user, char *error, int error_size) {
    unsigned int protocol = MYSQL_PROTOCOL_SOCKET, local_infile = 1;
    MYSQL *mysql = mysql_init(NULL);
    if (mysql == NULL) {
        snprintf(error, error_size, "out of memory");
        return NULL;
    }
    mysql_options(mysql, MYSQL_OPT_PROTOCOL, &protocol);
    mysql_options(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    mysql_options(mysql, MYSQL_OPT_LOCAL_INFILE, &local_infile);
    if (mysql_real_connect(mysql, "localhost", user, "", "bench", 0, socket_path, 0) == NULL) {
        snprintf(error, error_size, "%s", mysql_error(mysql));
        mysql_close(mysql);
        return NULL;
    }
    c_loop *loop = malloc(sizeof(c_loop));
    if (loop == NULL) {
        mysql_close(mysql);
        return NULL;
    }
    loop->mysql = mysql;
    return loop;
}

int64_t c_loop_select_one(c_loop *loop, int count) {
    static const char sql[] = "SELECT 1";
    int64_t sum = 0;
    uint64_t work = 1;
    for (int i = 0; i < count; i++) {
        if (mysql_real_query(loop->mysql, sql, sizeof(sql) - 1) != 0) return -1;
        MYSQL_RES *result = mysql_store_result(loop->mysql);
        if (result == NULL) return -2;
        MYSQL_ROW row = mysql_fetch_row(result);
        if (row == NULL || row[0] == NULL) {
            mysql_free_result(result);
            return -3;
        }
        sum += strtoll(row[0], NULL, 10);
        mysql_free_result(result);
        work = c_loop_work(work);
    }
    // The result of the work is used, so that no compiler leaves it out.
    return work == 0 ? -4 : sum;
}

__attribute__((noinline)) uint64_t c_loop_work(uint64_t seed) {
    uint64_t x = seed | 1;
    for (int i = 0; i < 100; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    return x;
}

const char *c_loop_server_version(c_loop *loop) { return mysql_get_server_info(loop->mysql); }

const char *c_loop_client_version(void) { return mysql_get_client_info(); }

void c_loop_close(c_loop *loop) {
    mysql_close(loop->mysql);
    free(loop);
}
