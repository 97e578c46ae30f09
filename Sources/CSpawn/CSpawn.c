#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

/// What the starting thread and the child's own thread share until the child runs; on the stack of the former.
struct start {
  const struct cs_program *program;
  cs_exit_handler handler;
  void *context;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  int done;
  int error;
  pid_t pid;
};

/// Leaves only what the program is to have. Descriptors are marked rather than closed, as the error's is still needed.
static void mark_descriptors(void) {
#if defined(__linux__) && defined(SYS_close_range)
  const unsigned int close_on_exec = 1U << 2;
  if (syscall(SYS_close_range, 3U, ~0U, close_on_exec) == 0) return;
#endif
  struct rlimit files;
  int last = getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < 65536 ? (int)files.rlim_cur : 65536;
  for (int file = 3; file < last; file++) fcntl(file, F_SETFD, FD_CLOEXEC);
}

/// Between fork and exec: nothing here takes a lock or memory, since another thread may have held one.
static void become(const struct start *start, pid_t parent, int errors) {
  const struct cs_program *program = start->program;
  if (program->place == CS_OWN_GROUP) setpgid(0, 0);
  if (program->place == CS_OWN_SESSION) setsid();
#ifdef __linux__
  // The kernel's signal comes when the thread that forked ends, which is why that thread waits for the child.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // The parent may have gone before the request was in place.
  if (getppid() != parent) _exit(127);
#else
  (void)parent;
#endif
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  pthread_sigmask(SIG_SETMASK, &none, NULL);
  int input = program->input >= 0 ? program->input : open("/dev/null", O_RDONLY);
  // Above the standard ones, so that none of the three overwrites another before its turn.
  int output = fcntl(program->output, F_DUPFD, 3);
  int error_output = fcntl(program->errors, F_DUPFD, 3);
  if (input < 0 || output < 0 || error_output < 0) goto failed;
  if (dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(error_output, 2) < 0) goto failed;
  mark_descriptors();
  // A program that was just written may still be open for writing in another child that is about to run its own.
  for (int attempts = 0; attempts < 100; attempts++) {
    if (program->envp != NULL) {
      execve(program->path, program->argv, program->envp);
    } else {
      execv(program->path, program->argv);
    }
    if (errno != ETXTBSY) break;
    const struct timespec pause = {.tv_sec = 0, .tv_nsec = 10000000};
    nanosleep(&pause, NULL);
  }
failed:;
  int error = errno;
  ssize_t written = write(errors, &error, sizeof error);
  (void)written;
  _exit(127);
}

static void tell(struct start *start, pid_t pid, int error) {
  pthread_mutex_lock(&start->lock);
  start->pid = pid;
  start->error = error;
  start->done = 1;
  pthread_cond_signal(&start->changed);
  pthread_mutex_unlock(&start->lock);
}

/// Starts the program and gives its number, or the negative errno.
static pid_t launch(const struct start *start) {
  int errors[2];
  if (pipe(errors) != 0) return -errno;
  // High numbers stay clear of the standard descriptors that the child overwrites.
  int end = fcntl(errors[1], F_DUPFD_CLOEXEC, 3);
  int error = errno;
  close(errors[1]);
  if (end < 0) {
    close(errors[0]);
    return -error;
  }
  pid_t parent = getpid();
  pid_t pid = fork();
  if (pid == 0) become(start, parent, end);
  error = errno;
  close(end);
  if (pid < 0) {
    close(errors[0]);
    return -error;
  }
  int failure = 0;
  ssize_t count;
  do {
    count = read(errors[0], &failure, sizeof failure);
  } while (count < 0 && errno == EINTR);
  close(errors[0]);
  if (count != sizeof failure) return pid;
  while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
  }
  return -failure;
}

/// The life of one child.
static void *attend(void *argument) {
  struct start *start = argument;
  cs_exit_handler handler = start->handler;
  void *context = start->context;
  pid_t pid = launch(start);
  // From here on the starting thread's stack may be gone.
  tell(start, pid, pid < 0 ? -pid : 0);
  if (pid < 0) return NULL;
  siginfo_t ignored;
  while (waitid(P_PID, (id_t)pid, &ignored, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
  }
  // The status in waitpid's form, without taking the zombie away.
  int status = ignored.si_code == CLD_EXITED ? (ignored.si_status & 0xff) << 8 : ignored.si_status & 0x7f;
  handler(context, status);
  while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
  }
  return NULL;
}

int32_t cs_spawn(const struct cs_program *program, cs_exit_handler handler, void *context, pid_t *pid) {
  struct start start = {
      .program = program, .handler = handler, .context = context,
      .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, 256 * 1024);
  pthread_t thread;
  int error = pthread_create(&thread, &attributes, attend, &start);
  pthread_attr_destroy(&attributes);
  if (error != 0) return error;
  pthread_mutex_lock(&start.lock);
  while (!start.done) pthread_cond_wait(&start.changed, &start.lock);
  pthread_mutex_unlock(&start.lock);
  if (start.error == 0) *pid = start.pid;
  return start.error;
}
