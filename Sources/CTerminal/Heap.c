#include "CTerminal.h"

#include <stdlib.h>
#ifdef __linux__
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>
#endif
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

#ifdef __linux__
/* Unmaps the pages of one library's code and constants. Only segments that are never written: those hold nothing but
   the file's bytes, which come back when they are touched. */
static int drop_code(struct dl_phdr_info *info, size_t size, void *data) {
  (void)size;
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  for (int at = 0; at < info->dlpi_phnum; at++) {
    const ElfW(Phdr) *part = &info->dlpi_phdr[at];
    if (part->p_type != PT_LOAD || (part->p_flags & PF_W)) continue;
    uintptr_t start = (info->dlpi_addr + part->p_vaddr) & ~(page - 1);
    uintptr_t end = (info->dlpi_addr + part->p_vaddr + part->p_memsz + page - 1) & ~(page - 1);
    madvise((void *)start, end - start, MADV_DONTNEED);
  }
  (void)data;
  return 0;
}
#endif

void ct_give_memory_back(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
#ifdef __linux__
  dl_iterate_phdr(drop_code, NULL);
#endif
}
