/// Child processes that end with this one, also when it is killed.
#ifndef CSPAWN_H
#define CSPAWN_H

#include <stdint.h>
#include <sys/types.h>

/// Called once, on a thread of its own, when the child has ended, with the status as waitpid gives it. The process is
/// still there as a zombie until this returns, so that its number cannot belong to another one yet.
typedef void (*cs_exit_handler)(void *context, int32_t status);

/// Among which processes the child lives.
enum cs_place {
  /// A process group of its own, in this session.
  CS_OWN_GROUP = 0,
  /// A session of its own: the terminal is out of its reach.
  CS_OWN_SESSION = 1,
  /// The group of this process: it may read from the terminal while this one may.
  CS_SAME_GROUP = 2,
};

/// What to start, and with what.
struct cs_program {
  /// PATH is not searched.
  const char *path;
  /// Ends with NULL; argv[0] is the name of the program.
  char *const *argv;
  /// `NAME=VALUE`, ends with NULL; NULL for the environment of this process.
  char *const *envp;
  /// The descriptor for standard input; negative for none, so that it is at its end from the start.
  int32_t input;
  int32_t output;
  int32_t errors;
  enum cs_place place;
};

/// Starts a program: every descriptor but the three is closed, all signals are at their defaults and none is blocked.
/// The kernel kills it when this process is gone.
///
/// - pid: gets the number of the process.
///
/// Returns 0, or the errno of what failed, exec included; then `handler` is not called.
int32_t cs_spawn(const struct cs_program *program, cs_exit_handler handler, void *context, pid_t *pid);

#endif
