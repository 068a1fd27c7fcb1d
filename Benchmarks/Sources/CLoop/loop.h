#ifndef CLOOP_LOOP_H
#define CLOOP_LOOP_H

#include <mysql.h>

struct c_loop {
    MYSQL *mysql;
};

#endif
