/// What a follower of the store sees.
enum StoreSignal: Sendable {
  case change(StoreChange)
  /// Everything up to this revision has been seen.
  case progress(Int)
}

/// A follower of the store.
struct StoreSubscription: Sendable {
  let stream: AsyncStream<StoreSignal>
  /// Ends the stream after what is already in it.
  let cancel: @Sendable () -> Void
  /// Puts a `progress` in the stream, in order with the changes.
  let requestProgress: @Sendable () -> Void
}
