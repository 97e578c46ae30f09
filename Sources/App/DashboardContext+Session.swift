import Dashboard
import Foundation

extension DashboardContext {
  /// Where a session looks, and what it may do there as far as is known without asking.
  init(_ session: MeshSession) {
    self.init(
      name: session.name, namespaces: session.namespaces, hasAPI: session.client != nil,
      readOnlyReason: session.readOnlyReason, isProtected: session.protectedContext != nil,
      isInsecure: session.isInsecure, user: NSUserName(),
      utcOffsetSeconds: Times.utcOffset(at: Times.system.wall()))
  }
}
