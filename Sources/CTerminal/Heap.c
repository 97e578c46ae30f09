#include "CTerminal.h"

#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

void ct_keep_heap_small(void) {
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_MMAP_THRESHOLD, 256 << 10);
  mallopt(M_TRIM_THRESHOLD, 128 << 10);
  mallopt(M_TOP_PAD, 64 << 10);
#endif
}
