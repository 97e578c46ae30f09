/// Child processes that end with this one, also when it is killed.
#ifndef CSPAWN_H
#define CSPAWN_H

#include <stdint.h>
#include <sys/types.h>

/// Called once, on a thread of its own, when the child has ended, with the status as waitpid gives it. The process is
/// still there as a zombie until this returns, so that its number cannot belong to another one yet.
typedef void (*cs_exit_handler)(void *context, int32_t status);

/// Starts a program in a process group of its own: standard input is empty, standard output and error go to
/// `output`, every other descriptor is closed, all signals are at their defaults and none is blocked. The kernel kills
/// it when this process is gone.
///
/// - path: of the program; PATH is not searched.
/// - argv: ends with NULL; argv[0] is the name of the program.
/// - pid: gets the number of the process.
///
/// Returns 0, or the errno of what failed, exec included; then `handler` is not called.
int32_t cs_spawn(
    const char *path, char *const argv[], int32_t output, cs_exit_handler handler, void *context, pid_t *pid);

#endif
