#ifndef CTERMINAL_PRIVATE_H
#define CTERMINAL_PRIVATE_H

#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <termios.h>

/// What signal handlers need, prepared beforehand, for they may call next to nothing.
typedef struct {
  volatile sig_atomic_t is_active;
  /// A flush is under way on `thread`, perhaps blocked.
  volatile sig_atomic_t is_flushing;
  /// Curses writes into nothing now, so that its blocked flush could end.
  volatile sig_atomic_t is_cut_off;
  pthread_t thread;
  /// The terminal, and the descriptor of it that curses writes to.
  int output;
  int curses_output;
  int null_device;
  int input;
  int saved_output;
  int saved_error;
  struct termios modes;
  char text[512];
  size_t length;
} ct_restore_state;

extern ct_restore_state ct_restore;

/// Whether the terminal takes output now.
int ct_takes_output(void);
/// Sends the restoring text, in place of what still waits to be sent if the terminal takes no output.
void ct_send_restore(void);
/// Puts the terminal back with async-signal-safe calls only; a no-op when no screen is up.
void ct_emergency_restore(void);
void ct_crash_handlers_install(void);
void ct_crash_handlers_remove(void);
/// Prepares the reading of keys on the current screen.
void ct_keys_open(void);
void ct_keys_close(void);
/// Stops the process by the default action of SIGTSTP; returns when it is continued.
void ct_stop_process(void);

#endif
