import CTerminal

/// The process's memory, where the C library lets it be spared.
public enum Heap {
  /// Lets all threads share one heap, and gives large and last pieces back to the system: a dashboard holds many small
  /// things for long and allocates little at once, so that heaps of each thread's own only cost memory. To be called
  /// before there are threads; without effect where the C library is not glibc.
  public static func keepSmall() { ct_keep_heap_small() }

  /// Gives back what is free of the heap, and the pages of code and constants that the start has touched: most of them
  /// are not needed again, and those that are come back at the next touch, from the system's cache. To be called once
  /// the start is over.
  public static func giveBack() { ct_give_memory_back() }
}
