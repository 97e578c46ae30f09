/// A follower of the store.
struct StoreSubscription: Sendable {
  let stream: AsyncStream<StoreSignal>
  /// Ends the stream after what is already in it.
  let cancel: @Sendable () -> Void
  /// Puts a `progress` in the stream, in order with the changes.
  let requestProgress: @Sendable () -> Void
}
