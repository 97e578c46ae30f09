#include "CTerminal.h"
#include "Private.h"

#include <errno.h>
#include <execinfo.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

ct_restore_state ct_restore = {
  .output = -1, .curses_output = -1, .null_device = -1, .input = -1, .saved_output = -1, .saved_error = -1,
};

static atomic_uint pending;
static atomic_int wake_descriptor = -1;
static _Atomic int64_t first_request;

static const struct { int number; uint32_t bit; int ends; } handled[] = {
  {SIGWINCH, CT_SIGNAL_RESIZE, 0}, {SIGINT, CT_SIGNAL_INTERRUPT, 1}, {SIGTERM, CT_SIGNAL_TERMINATE, 1},
  {SIGHUP, CT_SIGNAL_HANGUP, 1}, {SIGQUIT, CT_SIGNAL_QUIT, 1}, {SIGTSTP, CT_SIGNAL_SUSPEND, 0},
  {SIGCONT, CT_SIGNAL_CONTINUE, 0},
};
enum { HANDLED_COUNT = sizeof handled / sizeof handled[0] };

static const int crashes[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE};
enum { CRASH_COUNT = sizeof crashes / sizeof crashes[0] };
static struct sigaction previous[CRASH_COUNT];
static int crash_handlers_are_installed;
static int crash_handlers_stay;

static int64_t now_in_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void ct_wake(void) {
  int descriptor = atomic_load(&wake_descriptor);
  uint64_t one = 1;
  // A full counter means that a wake-up is under way already.
  if (descriptor >= 0 && write(descriptor, &one, sizeof one) < 0) return;
}

static void die_by_default(int number) {
  struct sigaction action = {.sa_handler = SIG_DFL};
  sigset_t set;
  sigaction(number, &action, NULL);
  sigemptyset(&set);
  sigaddset(&set, number);
  raise(number);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

/// A terminal that takes no output blocks the flush, and with it the thread that would end the program. Curses tries
/// again for ever, so its descriptor is led into nothing; the interrupted write then goes on there.
static void cut_flush_short(int number) {
  if (!ct_restore.is_flushing || ct_restore.is_cut_off) return;
  if (pthread_equal(pthread_self(), ct_restore.thread)) {
    ct_restore.is_cut_off = 1;
    dup2(ct_restore.null_device, ct_restore.curses_output);
  } else {
    pthread_kill(ct_restore.thread, number);
  }
}

static void on_signal(int number) {
  int saved_errno = errno;
  for (int i = 0; i < HANDLED_COUNT; i++) {
    if (handled[i].number != number) continue;
    uint32_t before = atomic_fetch_or(&pending, handled[i].bit);
    if (!handled[i].ends) break;
    cut_flush_short(number);
    // A second request to end, a second after one that nobody took: the program hangs. Leave a clean terminal at least.
    int64_t now = now_in_milliseconds();
    if (!(before & handled[i].bit)) {
      atomic_store(&first_request, now);
    } else if (now - atomic_load(&first_request) > 1000) {
      ct_emergency_restore();
      die_by_default(number);
    }
    break;
  }
  ct_wake();
  errno = saved_errno;
}

static int install(int number) {
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  return sigaction(number, &action, NULL) == 0 ? 0 : errno;
}

int32_t ct_signals_install(void) {
  if (atomic_load(&wake_descriptor) >= 0) return 0;
  int descriptor = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (descriptor < 0) return errno;
  atomic_store(&wake_descriptor, descriptor);
  for (int i = 0; i < HANDLED_COUNT; i++) {
    // What the parent asked to ignore stays ignored: `nohup` keeps its promise.
    struct sigaction present;
    if (sigaction(handled[i].number, NULL, &present) == 0 && present.sa_handler == SIG_IGN) continue;
    int error = install(handled[i].number);
    if (error != 0) return error;
  }
  return 0;
}

uint32_t ct_signals_take(void) { return atomic_exchange(&pending, 0); }

int32_t ct_wake_descriptor(void) { return atomic_load(&wake_descriptor); }

int32_t ct_poll(int32_t timeout) {
  struct pollfd descriptors[2] = {
    {.fd = atomic_load(&wake_descriptor), .events = POLLIN},
    {.fd = ct_restore.is_active ? ct_restore.input : -1, .events = POLLIN},
  };
  if (poll(descriptors, 2, timeout) <= 0) return 0;
  int32_t ready = 0;
  if (descriptors[0].revents & POLLIN) {
    uint64_t count;
    if (read(descriptors[0].fd, &count, sizeof count) >= 0) ready |= CT_READY_WAKE;
  }
  if (descriptors[1].revents & POLLIN) ready |= CT_READY_INPUT;
  if (descriptors[1].revents & (POLLHUP | POLLERR | POLLNVAL)) ready |= CT_READY_HANGUP;
  return ready;
}

void ct_stop_process(void) {
  struct sigaction action = {.sa_handler = SIG_DFL};
  struct sigaction before;
  sigset_t set;
  sigaction(SIGTSTP, &action, &before);
  sigemptyset(&set);
  sigaddset(&set, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  raise(SIGTSTP);
  sigaction(SIGTSTP, &before, NULL);
  // The caller takes the screen again by itself.
  atomic_fetch_and(&pending, ~(unsigned)CT_SIGNAL_CONTINUE);
}

int ct_takes_output(void) {
  struct pollfd output = {.fd = ct_restore.output, .events = POLLOUT};
  return poll(&output, 1, 0) == 1 && (output.revents & POLLOUT) != 0;
}

void ct_send_restore(void) {
  if (!ct_takes_output()) tcflush(ct_restore.output, TCOFLUSH);
  // After Ctrl-S not even that makes room: then only the modes can be put back.
  if (ct_takes_output() && write(ct_restore.output, ct_restore.text, ct_restore.length) < 0) return;
}

void ct_emergency_restore(void) {
  if (!ct_restore.is_active) return;
  ct_restore.is_active = 0;
  ct_send_restore();
  tcsetattr(ct_restore.input, TCSANOW, &ct_restore.modes);
  if (ct_restore.saved_output >= 0) dup2(ct_restore.saved_output, STDOUT_FILENO);
  if (ct_restore.saved_error >= 0) dup2(ct_restore.saved_error, STDERR_FILENO);
}

/// Whether Swift's own report of a crash may be had: it shows what memory holds at the addresses in registers, which may be
/// a part of a token, unless it is told not to.
static int swift_report_is_harmless(void) {
  const char *settings = getenv("SWIFT_BACKTRACE");
  return settings != NULL && strstr(settings, "registers=none") != NULL;
}

/// Writes what crashed, and where, to standard error: the log, while the screen is up. Names of functions, no memory.
static void note_crash(int number, int is_reported_later) {
  static const char head[] = "vigla crashed on signal ";
  if (ct_restore.saved_error < 0 && is_reported_later) return;
  char digits[3] = {(char)('0' + number / 10 % 10), (char)('0' + number % 10), '\n'};
  int skipped = number < 10;
  void *frames[64];
  if (write(STDERR_FILENO, head, sizeof head - 1) < 0) return;
  if (write(STDERR_FILENO, digits + skipped, sizeof digits - (size_t)skipped) < 0) return;
  backtrace_symbols_fd(frames, backtrace(frames, 64), STDERR_FILENO);
}

/// Restores the terminal, then lets the crash run its course: the previous action, often a backtrace, comes next.
static void on_crash(int number, siginfo_t *information, void *context) {
  (void)context;
  int is_reported_later = 0;
  for (int i = 0; i < CRASH_COUNT; i++) {
    if (crashes[i] == number) is_reported_later = previous[i].sa_handler != SIG_DFL;
  }
  note_crash(number, is_reported_later);
  ct_emergency_restore();
  for (int i = 0; i < CRASH_COUNT; i++) {
    if (crashes[i] == number) sigaction(number, &previous[i], NULL);
  }
  // A fault happens again when its instruction is run again. A trap does not, nor does a signal that was sent.
  if (information->si_code <= 0 || number == SIGTRAP || number == SIGABRT) raise(number);
}

void ct_crash_handlers_install(void) {
  if (crash_handlers_are_installed) return;
  // The first call loads a library, which a handler must not.
  void *frame;
  backtrace(&frame, 1);
  // A stack overflow leaves no stack to run a handler on.
  static char stack[65536];
  stack_t present;
  if (sigaltstack(NULL, &present) == 0 && (present.ss_flags & SS_DISABLE)) {
    stack_t own = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&own, NULL);
  }
  struct sigaction action = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  int is_harmless = swift_report_is_harmless();
  for (int i = 0; i < CRASH_COUNT; i++) {
    sigaction(crashes[i], &action, &previous[i]);
    if (!is_harmless && previous[i].sa_handler != SIG_IGN) previous[i] = (struct sigaction){.sa_handler = SIG_DFL};
  }
  atexit(ct_emergency_restore);
  crash_handlers_are_installed = 1;
}

void ct_crash_handlers_remove(void) {
  if (!crash_handlers_are_installed || crash_handlers_stay) return;
  for (int i = 0; i < CRASH_COUNT; i++) sigaction(crashes[i], &previous[i], NULL);
  crash_handlers_are_installed = 0;
}

void ct_crash_reports_install(void) {
  ct_crash_handlers_install();
  crash_handlers_stay = 1;
  // Swift reports that signal as well.
  struct sigaction quit;
  if (swift_report_is_harmless() || sigaction(SIGQUIT, NULL, &quit) != 0 || quit.sa_handler == SIG_IGN) return;
  quit = (struct sigaction){.sa_handler = SIG_DFL};
  sigaction(SIGQUIT, &quit, NULL);
}
