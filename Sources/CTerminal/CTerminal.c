#include "CTerminal.h"
#include "Private.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

// <term.h> would bring hundreds of macros such as `lines` and `columns`.
extern int setupterm(const char *, int, int *);

// Buttons with drags, in the form that has no limit of 223 columns.
static const char mouse_on[] = "\033[?1002h\033[?1006h";
static const char mouse_off[] = "\033[?1006l\033[?1002l";
static const char paste_on[] = "\033[?2004h";
static const char paste_off[] = "\033[?2004l";
static const char title_push[] = "\033[22;2t";
static const char title_pop[] = "\033[23;2t";

static struct {
  SCREEN *screen;
  FILE *output;
  FILE *input;
  int has_colors;
  int has_default_colors;
  int has_mouse;
  int has_title;
  int is_utf8;
} state;

static void send_text(const char *text) {
  size_t length = strlen(text);
  while (length > 0) {
    ssize_t sent = write(ct_restore.output, text, length);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return;
    text += sent;
    length -= (size_t)sent;
  }
}

static int names_utf8(const char *locale) {
  for (; *locale; locale++) {
    if (strncasecmp(locale, "utf-8", 5) == 0 || strncasecmp(locale, "utf8", 4) == 0) return 1;
  }
  return 0;
}

/// Only the character type: number formats must not depend on where the user lives.
static void adopt_locale(void) {
  static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  const char *wanted = "";
  for (int i = 0; i < 3 && !*wanted; i++) {
    const char *value = getenv(variables[i]);
    if (value) wanted = value;
  }
  if (setlocale(LC_CTYPE, "") && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) {
    state.is_utf8 = 1;
  } else if (!*wanted || names_utf8(wanted)) {
    // No locale at all, as in containers and over plain SSH, or one that is not installed here: the terminal is
    // nevertheless a modern one.
    state.is_utf8 = setlocale(LC_CTYPE, "C.UTF-8") != NULL;
  } else {
    state.is_utf8 = 0;
  }
}

static const char *capability(const char *name) {
  const char *text = tigetstr(name);
  return text == NULL || text == (char *)-1 ? "" : text;
}

static void add_to_restore(const char *text) {
  while (*text && ct_restore.length + 1 < sizeof ct_restore.text) {
    // Padding such as $<50/> is for terminals of another age, and would be printed.
    if (text[0] == '$' && text[1] == '<') {
      const char *end = strchr(text, '>');
      if (end) {
        text = end + 1;
        continue;
      }
    }
    ct_restore.text[ct_restore.length++] = *text++;
  }
}

static void prepare_restore(void) {
  ct_restore.length = 0;
  add_to_restore(mouse_off);
  add_to_restore(paste_off);
  add_to_restore(capability("sgr0"));
  add_to_restore(capability("op"));
  add_to_restore(capability("rmkx"));
  add_to_restore(capability("cnorm"));
  if (state.has_title) add_to_restore(title_pop);
  // A terminal without a second screen gets a line of its own for the prompt.
  add_to_restore(*capability("rmcup") ? capability("rmcup") : "\r\n");
}

static int has_window_title(const char *term) {
  static const char *const families[] = {
    "xterm", "tmux", "screen", "rxvt", "alacritty", "foot", "wezterm", "st-", "ghostty", "konsole", "gnome", "vte",
  };
  for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
    if (strncmp(term, families[i], strlen(families[i])) == 0) return 1;
  }
  return 0;
}

static int duplicate(int descriptor) { return fcntl(descriptor, F_DUPFD_CLOEXEC, 3); }

// Where standard output and error go while the screen is held; -1 without a log.
static int log_descriptor = -1;

static void point_outputs(int output, int error) {
  // What was printed so far belongs to where they pointed.
  fflush(stdout);
  fflush(stderr);
  if (output >= 0) dup2(output, STDOUT_FILENO);
  if (error >= 0) dup2(error, STDERR_FILENO);
}

static void redirect_to(const char *path) {
  if (path == NULL) return;
  int log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log < 0) return;
  ct_restore.saved_output = duplicate(STDOUT_FILENO);
  ct_restore.saved_error = duplicate(STDERR_FILENO);
  point_outputs(log, log);
  log_descriptor = log;
}

static void redirect_back(void) {
  if (ct_restore.saved_output < 0 && ct_restore.saved_error < 0) return;
  point_outputs(ct_restore.saved_output, ct_restore.saved_error);
  if (ct_restore.saved_output >= 0) close(ct_restore.saved_output);
  if (ct_restore.saved_error >= 0) close(ct_restore.saved_error);
  ct_restore.saved_output = ct_restore.saved_error = -1;
  if (log_descriptor >= 0) close(log_descriptor);
  log_descriptor = -1;
}

static void release(void) {
  ct_keys_close();
  if (state.screen) delscreen(state.screen);
  if (state.output) fclose(state.output);
  if (state.input) fclose(state.input);
  state.screen = NULL;
  state.output = state.input = NULL;
  if (ct_restore.output >= 0) close(ct_restore.output);
  if (ct_restore.null_device >= 0) close(ct_restore.null_device);
  ct_restore.output = ct_restore.curses_output = ct_restore.null_device = ct_restore.input = -1;
}

static int32_t give_up(int32_t result) {
  release();
  return result;
}

/// cbreak keeps Ctrl-C, Ctrl-Z and Ctrl-\ as signals; Ctrl-S must not freeze the screen, so flow control goes.
static void adopt_modes(void) {
  struct termios modes;
  cbreak();
  noecho();
  nonl();
  if (tcgetattr(ct_restore.input, &modes) == 0) {
    modes.c_iflag &= (tcflag_t) ~(IXON | IXOFF);
    modes.c_cc[VLNEXT] = _POSIX_VDISABLE;
    tcsetattr(ct_restore.input, TCSADRAIN, &modes);
  }
  def_prog_mode();
}

static void enter_modes(void) {
  send_text(paste_on);
  if (state.has_mouse) send_text(mouse_on);
}

static void leave_modes(void) {
  if (state.has_mouse) send_text(mouse_off);
  send_text(paste_off);
}

int32_t ct_open(const ct_options *options) {
  if (state.screen) return CT_SYSTEM_ERROR;
  if (!isatty(STDOUT_FILENO)) return CT_NOT_A_TERMINAL;
  const char *term = getenv("TERM");
  if (term == NULL || *term == 0) return CT_UNKNOWN_TERMINAL;
  int found = 0;
  if (setupterm(NULL, STDOUT_FILENO, &found) != OK || found != 1) return CT_UNKNOWN_TERMINAL;
  if (!*capability("cup")) return CT_NO_CURSOR_MOVEMENT;
  adopt_locale();

  // With standard input from a pipe the keyboard is still there.
  ct_restore.input = isatty(STDIN_FILENO) ? duplicate(STDIN_FILENO) : open("/dev/tty", O_RDWR | O_CLOEXEC);
  ct_restore.output = duplicate(STDOUT_FILENO);
  ct_restore.curses_output = duplicate(STDOUT_FILENO);
  ct_restore.null_device = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (ct_restore.input < 0 || ct_restore.output < 0 || ct_restore.curses_output < 0 || ct_restore.null_device < 0) {
    return give_up(CT_SYSTEM_ERROR);
  }
  if (tcgetattr(ct_restore.input, &ct_restore.modes) != 0) return give_up(CT_SYSTEM_ERROR);
  state.output = fdopen(ct_restore.curses_output, "w");
  state.input = fdopen(ct_restore.input, "r");
  if (state.output == NULL || state.input == NULL) return give_up(CT_SYSTEM_ERROR);
  if (ct_signals_install() != 0) return give_up(CT_SYSTEM_ERROR);

  // The size comes from the terminal alone: LINES and COLUMNS would pin it.
  use_env(FALSE);
  use_tioctl(TRUE);
  state.screen = newterm(NULL, state.output, state.input);
  if (state.screen == NULL) return give_up(CT_UNKNOWN_TERMINAL);
  state.has_title = has_window_title(term);
  state.has_mouse = options->has_mouse;
  prepare_restore();
  ct_restore.thread = pthread_self();
  ct_restore.is_cut_off = 0;
  ct_restore.is_active = 1;
  ct_crash_handlers_install();
  redirect_to(options->log_path);

  state.has_colors = options->has_colors && has_colors() && start_color() == OK;
  state.has_default_colors = state.has_colors && use_default_colors() == OK;
  set_escdelay(options->escape_delay);
  leaveok(stdscr, TRUE);
  curs_set(0);
  // An update is never cut short by waiting input: it is small, and the next one would have to finish it.
  typeahead(-1);
  adopt_modes();
  ct_keys_open();
  if (state.has_title) send_text(title_push);
  enter_modes();
  clearok(curscr, TRUE);
  return CT_OPENED;
}

void ct_close(void) {
  if (!state.screen) return;
  if (!ct_restore.is_cut_off && ct_takes_output()) {
    leave_modes();
    if (state.has_title) send_text(title_pop);
    endwin();
  } else {
    ct_send_restore();
    tcsetattr(ct_restore.input, TCSANOW, &ct_restore.modes);
  }
  // Keys typed ahead were meant for us, not for the shell.
  tcflush(ct_restore.input, TCIFLUSH);
  ct_restore.is_active = 0;
  ct_crash_handlers_remove();
  redirect_back();
  release();
}

void ct_resume(void) {
  if (!state.screen) return;
  if (!isendwin()) endwin();
  point_outputs(log_descriptor, log_descriptor);
  reset_prog_mode();
  enter_modes();
  ct_repaint();
}

void ct_lend(void) {
  if (!state.screen) return;
  leave_modes();
  endwin();
  // Another program that gets the terminal writes to it.
  if (log_descriptor >= 0) point_outputs(ct_restore.saved_output, ct_restore.saved_error);
}

void ct_suspend(void) {
  if (!state.screen) return;
  ct_lend();
  ct_stop_process();
  ct_resume();
}

void ct_size(int32_t *columns, int32_t *rows) {
  *columns = state.screen ? getmaxx(stdscr) : 0;
  *rows = state.screen ? getmaxy(stdscr) : 0;
}

int32_t ct_resize(void) {
  struct winsize size;
  if (!state.screen || ioctl(ct_restore.output, TIOCGWINSZ, &size) != 0) return 0;
  if (size.ws_col == 0 || size.ws_row == 0) return 0;
  if (size.ws_col == getmaxx(stdscr) && size.ws_row == getmaxy(stdscr)) return 0;
  resizeterm(size.ws_row, size.ws_col);
  ct_repaint();
  return 1;
}

int32_t ct_colors(void) { return state.has_colors ? COLORS : 0; }
const char *ct_terminal_name(void) { return getenv("TERM"); }
int32_t ct_is_utf8(void) { return state.is_utf8; }
int32_t ct_input_descriptor(void) { return ct_restore.input; }

static int pair_of(int16_t foreground, int16_t background) {
  static int16_t last_foreground = -2, last_background = -2;
  static int last_pair;
  // Without colours alloc_pair would crash.
  if (!state.has_colors || (foreground < 0 && background < 0)) return 0;
  if (foreground == last_foreground && background == last_background) return last_pair;
  int ink = foreground < COLORS ? foreground : -1;
  int paper = background < COLORS ? background : -1;
  if (!state.has_default_colors) {
    if (ink < 0) ink = COLOR_WHITE;
    if (paper < 0) paper = COLOR_BLACK;
  }
  int pair = alloc_pair(ink, paper);
  last_foreground = foreground;
  last_background = background;
  last_pair = pair < 0 ? 0 : pair;
  return last_pair;
}

void ct_put(int32_t row, int32_t column, const ct_cell *cells, int32_t count) {
  enum { CHUNK = 256 };
  cchar_t line[CHUNK];
  if (!state.screen) return;
  while (count > 0) {
    int length = count < CHUNK ? count : CHUNK;
    int width = 0;
    for (int i = 0; i < length; i++) {
      attr_t attributes = A_NORMAL;
      if (cells[i].attributes & 1) attributes |= A_BOLD;
      if (cells[i].attributes & 2) attributes |= A_DIM;
      if (cells[i].attributes & 4) attributes |= A_REVERSE;
      if (cells[i].attributes & 8) attributes |= A_UNDERLINE;
      if (cells[i].attributes & 16) attributes |= A_ITALIC;
      wchar_t text[2] = {(wchar_t)cells[i].scalar, 0};
      int pair = pair_of(cells[i].foreground, cells[i].background);
      setcchar(&line[i], text, attributes, 0, &pair);
      int cell_width = wcwidth(text[0]);
      width += cell_width > 0 ? cell_width : 1;
    }
    mvwadd_wchnstr(stdscr, row, column, line, length);
    cells += length;
    column += width;
    count -= length;
  }
}

void ct_flush(void) {
  if (!state.screen) return;
  wnoutrefresh(stdscr);
  ct_restore.is_flushing = 1;
  doupdate();
  ct_restore.is_flushing = 0;
}

void ct_repaint(void) {
  if (state.screen) clearok(curscr, TRUE);
}

int32_t ct_output_is_ready(void) {
  if (!state.screen || !ct_takes_output()) return 0;
  // What still waits in the line's queue is older than the picture we would send.
  int queued = 0;
  return ioctl(ct_restore.output, TIOCOUTQ, &queued) != 0 || queued == 0;
}

void ct_set_mouse(int32_t on) {
  if (!state.screen || state.has_mouse == on) return;
  state.has_mouse = on;
  send_text(on ? mouse_on : mouse_off);
}

void ct_set_title(const char *title) {
  if (!state.screen || !state.has_title) return;
  send_text("\033]2;");
  send_text(title);
  send_text("\a");
}

void ct_send(const char *sequence) {
  if (state.screen) send_text(sequence);
}

int32_t ct_scalar_width(uint32_t scalar) {
  static int has_locale;
  if (!has_locale) has_locale = setlocale(LC_CTYPE, "C.UTF-8") != NULL;
  return wcwidth((wchar_t)scalar);
}
