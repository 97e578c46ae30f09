import Documents
import Synchronization

/// All objects of the control plane, with one revision counter for all and a bounded history of changes.
///
/// The history serves watches that resume and lists that go on page by page; what fell out of it is answered as
/// expired, as etcd does after compaction.
final class ObjectStore: Sendable {
  private struct State: ~Copyable {
    var revision: Int
    var objects: [String: [ObjectKey: StoredObject]] = [:]
    /// Oldest first, revisions ascending without gaps.
    var history: [StoreChange] = []
    var watchers: [Int: Watcher] = [:]
    var nextWatcher = 0
    /// The newest change of each resource.
    var latest: [String: Int] = [:]
    var alarms: [AsyncStream<Void>.Continuation] = []
  }

  private struct Watcher {
    /// nil for all resources.
    let resource: String?
    let continuation: AsyncStream<StoreSignal>.Continuation
  }

  private let state: Mutex<State>
  private let historyLimit: Int

  /// - Parameters:
  ///   - firstRevision: the counter's start; a real cluster is never young.
  ///   - historyLimit: how many changes are kept.
  init(firstRevision: Int = 1000, historyLimit: Int = 4096) {
    state = Mutex(State(revision: firstRevision))
    self.historyLimit = historyLimit
  }

  /// The newest revision.
  var revision: Int { state.withLock { $0.revision } }

  /// - Complexity: O(1).
  func object(_ resource: String, _ key: ObjectKey) -> StoredObject? {
    state.withLock { $0.objects[resource]?[key] }
  }

  /// The objects of a resource sorted by key, and the revision at which they stood so.
  ///
  /// - Complexity: O(n log n) for n objects.
  func list(_ resource: String, namespace: String? = nil) -> (objects: [StoredObject], revision: Int) {
    let (objects, revision) = state.withLock { (Self.select($0.objects[resource], namespace), $0.revision) }
    return (objects.sorted { $0.key < $1.key }, revision)
  }

  /// The objects of a resource as they stood at an earlier revision; nil if the history does not reach back.
  func list(_ resource: String, namespace: String? = nil, at revision: Int) -> [StoredObject]? {
    let objects: [StoredObject]? = state.withLock { state in
      guard revision <= state.revision, Self.reaches(state.history, revision, now: state.revision) else { return nil }
      var objects = state.objects[resource] ?? [:]
      for change in state.history.reversed() {
        if change.revision <= revision { break }
        if change.resource == resource { objects[change.key] = change.old }
      }
      return Self.select(objects, namespace)
    }
    return objects.map { $0.sorted { $0.key < $1.key } }
  }

  /// Runs reads and writes as one step: nobody sees a part of it, and no revision is given out in between.
  func transaction<Result: Sendable, Failure: Error>(
    _ body: (inout Transaction) throws(Failure) -> sending Result
  ) throws(Failure) -> Result {
    try state.withLock { (state: inout sending State) throws(Failure) -> sending Result in
      var transaction = Transaction(objects: state.objects, revision: state.revision)
      // The store gives its objects away for the time of the step, so that writing does not copy them.
      state.objects = [:]
      defer {
        state.objects = transaction.objects
        state.revision = transaction.revision
        record(transaction.changes, in: &state)
      }
      return try body(&transaction)
    }
  }

  /// Follows changes from after a revision, or nil if the history does not reach back that far.
  ///
  /// - Parameters:
  ///   - resource: nil for all.
  ///   - bufferLimit: a follower that is further behind is cut off: its stream ends.
  func changes(
    _ resource: String?, after revision: Int, bufferLimit: Int = 16384
  ) -> StoreSubscription? {
    let (stream, continuation) = AsyncStream.makeStream(
      of: StoreSignal.self, bufferingPolicy: .bufferingOldest(bufferLimit))
    let id: Int? = state.withLock { state in
      guard Self.reaches(state.history, revision, now: state.revision) else { return nil }
      for change in state.history where change.revision > revision {
        if resource == nil || change.resource == resource { continuation.yield(.change(change)) }
      }
      state.nextWatcher += 1
      state.watchers[state.nextWatcher] = Watcher(resource: resource, continuation: continuation)
      return state.nextWatcher
    }
    guard let id else { return nil }
    let cancel: @Sendable () -> Void = { [weak self] in
      self?.state.withLock { _ = $0.watchers.removeValue(forKey: id) }
      continuation.finish()
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.watchers.removeValue(forKey: id) }
    }
    let requestProgress: @Sendable () -> Void = { [weak self] in
      self?.state.withLock { _ = continuation.yield(.progress($0.revision)) }
    }
    return StoreSubscription(stream: stream, cancel: cancel, requestProgress: requestProgress)
  }

  /// The newest change of any of some resources.
  func latestRevision(of resources: [String]) -> Int {
    state.withLock { state in resources.compactMap { state.latest[$0] }.max() ?? 0 }
  }

  /// A stream that has an element whenever something changed since the last one was taken, for as long as the store
  /// lives.
  func alarms() -> (stream: AsyncStream<Void>, ring: AsyncStream<Void>.Continuation) {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    state.withLock { $0.alarms.append(continuation) }
    return (stream, continuation)
  }

  /// The oldest revision that a watch can start from.
  var oldestRevision: Int { state.withLock { $0.history.first.map { $0.revision - 1 } ?? $0.revision } }

  /// How many followers there are.
  var watcherCount: Int { state.withLock { $0.watchers.count } }

  /// Forgets the history up to the newest revision, as a compaction does.
  func compact() { state.withLock { $0.history.removeAll() } }

  private func record(_ changes: [StoreChange], in state: inout State) {
    guard !changes.isEmpty else { return }
    state.history.append(contentsOf: changes)
    // Trimmed in slices: removing from the front costs the length of the rest.
    if state.history.count > historyLimit + historyLimit / 2 {
      state.history.removeFirst(state.history.count - historyLimit)
    }
    for change in changes { state.latest[change.resource] = change.revision }
    for alarm in state.alarms { alarm.yield() }
    for (id, watcher) in state.watchers {
      for change in changes where watcher.resource == nil || watcher.resource == change.resource {
        guard case .dropped = watcher.continuation.yield(.change(change)) else { continue }
        state.watchers.removeValue(forKey: id)
        // Ending the stream calls back into the store, which is locked here.
        Task { watcher.continuation.finish() }
        break
      }
    }
  }

  private static func reaches(_ history: [StoreChange], _ revision: Int, now: Int) -> Bool {
    if revision >= now { return true }
    guard let oldest = history.first else { return false }
    return revision >= oldest.revision - 1
  }

  private static func select(_ objects: [ObjectKey: StoredObject]?, _ namespace: String?) -> [StoredObject] {
    guard let objects else { return [] }
    guard let namespace else { return Array(objects.values) }
    return objects.values.filter { $0.key.namespace == namespace }
  }
}

extension ObjectStore {
  /// Reads and writes within one step of the store.
  struct Transaction: ~Copyable {
    fileprivate var objects: [String: [ObjectKey: StoredObject]]
    fileprivate(set) var revision: Int
    fileprivate var changes: [StoreChange] = []

    fileprivate init(objects: consuming [String: [ObjectKey: StoredObject]], revision: Int) {
      self.objects = objects
      self.revision = revision
    }

    func object(_ resource: String, _ key: ObjectKey) -> StoredObject? { objects[resource]?[key] }

    /// The objects of a resource, in no order.
    func all(_ resource: String, namespace: String? = nil) -> [StoredObject] {
      ObjectStore.select(objects[resource], namespace)
    }

    /// Stores a document under the next revision, which it writes into its metadata.
    @discardableResult
    mutating func put(_ resource: String, _ key: ObjectKey, _ document: JSONValue) -> StoredObject {
      revision += 1
      var document = document
      document.setMetadata("resourceVersion", .string(String(revision)))
      let new = StoredObject(key: key, document: document, revision: revision)
      let old = objects[resource, default: [:]].updateValue(new, forKey: key)
      changes.append(StoreChange(revision: revision, resource: resource, key: key, old: old, new: new))
      return new
    }

    /// Removes an object; its last version, with the revision of the removal, is returned.
    @discardableResult
    mutating func remove(_ resource: String, _ key: ObjectKey) -> StoredObject? {
      guard let old = objects[resource]?.removeValue(forKey: key) else { return nil }
      revision += 1
      changes.append(StoreChange(revision: revision, resource: resource, key: key, old: old, new: nil))
      return old
    }
  }
}
