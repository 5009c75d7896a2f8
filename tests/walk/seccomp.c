/*
 * Calls every public function in a process that may make no system call but read, write and exit:
 * the first other one kills it. Linux only; a program of its own, not a test of the unit kind.
 */
#define _GNU_SOURCE
#include "walk.h"

#include <linux/seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static walk_case valid;
static walk_raw raw[WALK_ARGUMENTS];

/* The status of the call, made in a child that lives under the strictest of filters. */
static int called(const walk_function *function, int forbidden)
{
    walk_baseline(&valid, function);
    walk_place(&valid, raw);
    pid_t child = fork();
    if (child == 0) {
        patron_fault fault;
        if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) != 0)
            _exit(100); /* _exit itself is exit_group, which is not allowed after this */
        int32_t status = function->call(raw, &fault);
        if (forbidden)
            getppid();
        syscall(SYS_exit, status);
    }
    int how = 0;
    if (child < 0 || waitpid(child, &how, 0) != child)
        exit(2);
    return WIFEXITED(how) ? WEXITSTATUS(how) : -WTERMSIG(how);
}

int main(void)
{
    int bad = 0;
    if (called(walk_functions, 1) != -9) {
        fprintf(stderr, "a forbidden system call is not noticed here\n");
        return 1;
    }
    for (size_t i = 0; i < walk_function_count; i++) {
        int status = called(&walk_functions[i], 0);
        if (status != PATRON_OK) {
            fprintf(stderr, "%s: %s %d\n", walk_functions[i].name,
                    status < 0 ? "killed by signal" : "returned", status < 0 ? -status : status);
            bad = 1;
        }
    }
    if (!bad)
        printf("%zu functions made no system call\n", walk_function_count);
    return bad;
}
