#include "CTerminal.h"
#include "Private.h"

#include <curses.h>
#include <poll.h>
#include <sys/ioctl.h>

enum { NC_MOUSE = 2000, NC_PASTE_START, NC_PASTE_END };

static WINDOW *keys;

static void define_keys(void) {
  static const struct { const char *text; int code; } defined[] = {
    {"\033[<", NC_MOUSE}, {"\033[200~", NC_PASTE_START}, {"\033[201~", NC_PASTE_END},
    // Both cursor modes: some terminals ignore the switch between them.
    {"\033[A", KEY_UP}, {"\033[B", KEY_DOWN}, {"\033[C", KEY_RIGHT}, {"\033[D", KEY_LEFT},
    {"\033OA", KEY_UP}, {"\033OB", KEY_DOWN}, {"\033OC", KEY_RIGHT}, {"\033OD", KEY_LEFT},
    {"\033[1;2A", KEY_SR}, {"\033[1;2B", KEY_SF}, {"\033[1;2C", KEY_SRIGHT}, {"\033[1;2D", KEY_SLEFT},
    {"\033[a", KEY_SR}, {"\033[b", KEY_SF}, {"\033[c", KEY_SRIGHT}, {"\033[d", KEY_SLEFT},
    {"\033[H", KEY_HOME}, {"\033OH", KEY_HOME}, {"\033[1~", KEY_HOME}, {"\033[7~", KEY_HOME},
    {"\033[F", KEY_END}, {"\033OF", KEY_END}, {"\033[4~", KEY_END}, {"\033[8~", KEY_END},
    {"\033[2~", KEY_IC}, {"\033[3~", KEY_DC}, {"\033[5~", KEY_PPAGE}, {"\033[6~", KEY_NPAGE},
    {"\033[Z", KEY_BTAB}, {"\033OM", KEY_ENTER},
  };
  for (size_t i = 0; i < sizeof defined / sizeof defined[0]; i++) define_key(defined[i].text, defined[i].code);
}

void ct_keys_open(void) {
  // A pad, for reading through the screen's window would refresh it.
  keys = newpad(1, 1);
  keypad(keys, TRUE);
  nodelay(keys, TRUE);
  define_keys();
}

void ct_keys_close(void) {
  if (keys) delwin(keys);
  keys = NULL;
}

static uint32_t key_of(wint_t code) {
  switch (code) {
    case KEY_UP: return CT_KEY_UP;
    case KEY_DOWN: return CT_KEY_DOWN;
    case KEY_LEFT: return CT_KEY_LEFT;
    case KEY_RIGHT: return CT_KEY_RIGHT;
    case KEY_SR: return CT_KEY_SHIFT_UP;
    case KEY_SF: return CT_KEY_SHIFT_DOWN;
    case KEY_SLEFT: return CT_KEY_SHIFT_LEFT;
    case KEY_SRIGHT: return CT_KEY_SHIFT_RIGHT;
    case KEY_HOME: return CT_KEY_HOME;
    case KEY_END: return CT_KEY_END;
    case KEY_PPAGE: return CT_KEY_PAGE_UP;
    case KEY_NPAGE: return CT_KEY_PAGE_DOWN;
    case KEY_IC: return CT_KEY_INSERT;
    case KEY_DC: return CT_KEY_DELETE;
    case KEY_BACKSPACE: return CT_KEY_BACKSPACE;
    case KEY_ENTER: return CT_KEY_ENTER;
    case KEY_BTAB: return CT_KEY_BACK_TAB;
    case NC_MOUSE: return CT_KEY_MOUSE;
    case NC_PASTE_START: return CT_KEY_PASTE_START;
    case NC_PASTE_END: return CT_KEY_PASTE_END;
    default: break;
  }
  if (code > KEY_F0 && code <= KEY_F0 + 24) return CT_KEY_FUNCTION + (uint32_t)(code - KEY_F0);
  return CT_KEY_OTHER;
}

/// Curses tells no input and no terminal alike.
static int input_has_ended(void) {
  struct pollfd input = {.fd = ct_restore.input, .events = POLLIN};
  int waiting = 0;
  if (poll(&input, 1, 0) != 1) return 0;
  if (input.revents & (POLLHUP | POLLERR | POLLNVAL)) return 1;
  return (input.revents & POLLIN) && ioctl(ct_restore.input, FIONREAD, &waiting) == 0 && waiting == 0;
}

int32_t ct_read(uint32_t *code) {
  wint_t input = 0;
  if (!keys) return CT_READ_NOTHING;
  switch (wget_wch(keys, &input)) {
    case KEY_CODE_YES:
      *code = key_of(input);
      return CT_READ_KEY;
    case OK:
      *code = (uint32_t)input;
      return CT_READ_CHARACTER;
    default: return input_has_ended() ? CT_READ_END : CT_READ_NOTHING;
  }
}
