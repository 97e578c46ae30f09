import CTerminal

/// The process's memory, where the C library lets it be spared.
public enum Heap {
  /// Lets all threads share one heap, and gives large and last pieces back to the system: a dashboard holds many small
  /// things for long and allocates little at once, so that heaps of each thread's own only cost memory. To be called
  /// before there are threads; without effect where the C library is not glibc.
  public static func keepSmall() { ct_keep_heap_small() }
}
