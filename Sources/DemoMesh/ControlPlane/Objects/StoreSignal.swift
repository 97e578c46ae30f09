/// What a follower of the store sees.
enum StoreSignal: Sendable {
  case change(StoreChange)
  /// Everything up to this revision has been seen.
  case progress(Int)
}
