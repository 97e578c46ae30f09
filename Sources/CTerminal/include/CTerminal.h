/// The whole of what Vigla uses of ncurses, with plain integers only: no curses type, macro or global crosses to Swift.
///
/// All functions but `ct_wake` belong to one thread, which is also the one that opened the screen. Signals may arrive
/// on any thread: their handlers only set a bit and wake that thread.
#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stdint.h>

/// A cell to show. A wide glyph is sent once, its right half not at all.
typedef struct {
  uint32_t scalar;
  /// A colour index, or -1 for the terminal's own colour.
  int16_t foreground;
  int16_t background;
  /// 1 bold, 2 dim, 4 reverse, 8 underline, 16 italic.
  uint8_t attributes;
} ct_cell;

typedef struct {
  int32_t has_mouse;
  /// 0: no colours, whatever the terminal has.
  int32_t has_colors;
  /// Milliseconds that a lone escape byte is held back for the rest of a key's sequence.
  int32_t escape_delay;
  /// Where standard error and output go while the screen is up; NULL: they stay.
  const char *log_path;
} ct_options;

enum {
  CT_OPENED = 0,
  CT_NOT_A_TERMINAL = 1,
  /// TERM is not set, or there is no description for it.
  CT_UNKNOWN_TERMINAL = 2,
  /// The terminal cannot move its cursor.
  CT_NO_CURSOR_MOVEMENT = 3,
  CT_SYSTEM_ERROR = 4,
};

enum {
  CT_SIGNAL_RESIZE = 1,
  CT_SIGNAL_INTERRUPT = 2,
  CT_SIGNAL_TERMINATE = 4,
  CT_SIGNAL_HANGUP = 8,
  CT_SIGNAL_QUIT = 16,
  CT_SIGNAL_SUSPEND = 32,
  CT_SIGNAL_CONTINUE = 64,
};

enum { CT_READY_INPUT = 1, CT_READY_WAKE = 2, CT_READY_HANGUP = 4 };

enum { CT_READ_NOTHING = 0, CT_READ_CHARACTER = 1, CT_READ_KEY = 2, CT_READ_END = 3 };

enum {
  CT_KEY_OTHER = 0,
  CT_KEY_UP, CT_KEY_DOWN, CT_KEY_LEFT, CT_KEY_RIGHT,
  CT_KEY_SHIFT_UP, CT_KEY_SHIFT_DOWN, CT_KEY_SHIFT_LEFT, CT_KEY_SHIFT_RIGHT,
  CT_KEY_HOME, CT_KEY_END, CT_KEY_PAGE_UP, CT_KEY_PAGE_DOWN,
  CT_KEY_INSERT, CT_KEY_DELETE, CT_KEY_BACKSPACE, CT_KEY_ENTER, CT_KEY_BACK_TAB,
  /// The start of an SGR mouse report: `b;x;yM` or `b;x;ym` follows as characters.
  CT_KEY_MOUSE,
  CT_KEY_PASTE_START, CT_KEY_PASTE_END,
  /// F1 is CT_KEY_FUNCTION + 1, and so on to F24.
  CT_KEY_FUNCTION = 100,
};

/// Has crashes of this process reported by the names of functions alone, from now on. What Swift would report shows what
/// memory holds, which may be a part of a credential; it comes only where SWIFT_BACKTRACE says `registers=none`.
void ct_crash_reports_install(void);
/// Installs the handlers of the signals above, once. They must be in place before the screen is opened, else ncurses
/// puts its own. Returns 0, or an errno.
int32_t ct_signals_install(void);
/// The signals since the last call, as bits.
uint32_t ct_signals_take(void);
/// Becomes readable when a signal came or `ct_wake` was called; -1 before `ct_signals_install`.
int32_t ct_wake_descriptor(void);
/// Makes `ct_poll` return; safe from any thread.
void ct_wake(void);
/// Waits for input or a wake-up, at most so many milliseconds (-1: for ever). Returns CT_READY bits.
int32_t ct_poll(int32_t timeout);

/// Opens the screen; one of the CT_ results above.
int32_t ct_open(const ct_options *options);
/// Closes the screen and puts everything back; does nothing when none is open.
void ct_close(void);
/// Leaves the screen, stops the process as the user's Ctrl-Z would, and takes the screen again when continued.
void ct_suspend(void);
/// Takes the screen again after the process was stopped behind our back.
void ct_resume(void);
/// Gives the terminal to another program of the same job, until `ct_resume`.
void ct_lend(void);

void ct_size(int32_t *columns, int32_t *rows);
/// Asks the terminal for its size and adopts it; 1 if it changed.
int32_t ct_resize(void);
/// The number of colours in use; 0 when there are none.
int32_t ct_colors(void);
/// The value of TERM; NULL when it is not set.
const char *ct_terminal_name(void);
/// Whether the locale says that the terminal takes UTF-8.
int32_t ct_is_utf8(void);
int32_t ct_input_descriptor(void);

/// Puts cells into the picture from a column on; nothing is shown before `ct_flush`.
void ct_put(int32_t row, int32_t column, const ct_cell *cells, int32_t count);
/// Sends what differs from what the terminal shows.
void ct_flush(void);
/// Has the next flush paint everything anew.
void ct_repaint(void);
/// Whether the terminal takes output now, so that a flush will not block.
int32_t ct_output_is_ready(void);
void ct_set_mouse(int32_t on);
/// Sets the window's title where the terminal has one; the text must hold no controls.
void ct_set_title(const char *title);
/// Sends a control sequence that leaves the picture as it is.
void ct_send(const char *sequence);

/// The next input, without waiting: a CT_READ kind, its scalar or CT_KEY code in `code`. CT_READ_END says that the
/// terminal is gone.
int32_t ct_read(uint32_t *code);
/// The C library's width of a scalar.
int32_t ct_scalar_width(uint32_t scalar);

/// One heap for all threads, and freed memory back to the system early; nothing where the C library is not glibc.
void ct_keep_heap_small(void);

/// Free memory back to the system, and code that is mapped and may not be needed again: what is, comes back from the
/// file's cached pages. Nothing where the system does not have it.
void ct_give_memory_back(void);

#endif
