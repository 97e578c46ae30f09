import Documents

extension APIServer {
  /// How often a bookmark comes, in seconds.
  private static let bookmarkInterval = 60.0
  /// Lines that may wait for a client.
  private static let longestBacklog = 32768

  func watch(_ context: RequestContext) throws(APIError) -> APIReply {
    let request = context.request
    let format = try ObjectFormat(request)
    let labels = try context.selectors().labels
    var fields = try context.selectors().fields
    if !context.path.name.isEmpty {
      fields = try FieldSelector(parsing: "metadata.name=\(context.path.name)", for: context.type)
    }
    let version = request.parameter("resourceVersion") ?? ""
    guard let after = version.isEmpty ? 0 : Int(version), after >= 0 else {
      throw .serverError("strconv.ParseUint: parsing \"\(version)\": invalid syntax")
    }
    let wantsInitial = after == 0 || request.flag("sendInitialEvents")
    var session = WatchSession(
      context: context, labels: labels, fields: fields, format: format,
      wantsBookmarks: request.flag("allowWatchBookmarks"), now: clock())

    // A client that reads slower than things change is cut off rather than served from a growing heap.
    let (lines, output) = AsyncStream.makeStream(
      of: [UInt8].self, bufferingPolicy: .bufferingOldest(Self.longestBacklog))
    let headers = [(name: "Content-Type", value: "application/json")]
    var start = after
    if wantsInitial {
      let (objects, revision) = store.list(context.type.id)
      start = revision
      for object in objects where session.covers(object) { output.yield(session.initial(object, now: clock())) }
      if request.flag("sendInitialEvents"), session.wantsBookmarks {
        output.yield(session.bookmark(revision, endsInitialEvents: true))
      }
    }
    guard let subscription = store.changes(context.type.id, after: start) else {
      output.yield(WatchSession.failure(.tooOld(start, store.oldestRevision)))
      output.finish()
      return APIReply(headers: headers, body: .stream(lines, cancel: {}))
    }
    let seconds = request.parameter("timeoutSeconds").flatMap { Double($0) }.flatMap { $0 > 0 ? $0 : nil }
    let timer = timer(
      subscription, seconds: seconds ?? Double(1800 + names.next() % 1800), bookmarks: session.wantsBookmarks)
    let clock = clock
    let pump = Task { [session] in
      var session = session
      for await signal in subscription.stream {
        switch signal {
        case .change(let change):
          guard let line = session.line(change, now: clock()) else { continue }
          if case .dropped = output.yield(line) { subscription.cancel() }
        case .progress(let revision):
          output.yield(session.bookmark(revision))
        }
      }
      timer.cancel()
      output.finish()
    }
    return APIReply(
      headers: headers,
      body: .stream(lines) {
        subscription.cancel()
        timer.cancel()
        pump.cancel()
      })
  }

  /// Asks for a bookmark once a minute and at the end, and ends the watch when its time is over.
  private func timer(_ subscription: StoreSubscription, seconds: Double, bookmarks: Bool) -> Task<Void, Never> {
    Task {
      var left = seconds
      while left > Self.bookmarkInterval {
        left -= Self.bookmarkInterval
        try? await Task.sleep(for: .seconds(Self.bookmarkInterval))
        if Task.isCancelled { return }
        if bookmarks { subscription.requestProgress() }
      }
      try? await Task.sleep(for: .seconds(left))
      if Task.isCancelled { return }
      if bookmarks { subscription.requestProgress() }
      subscription.cancel()
    }
  }
}
