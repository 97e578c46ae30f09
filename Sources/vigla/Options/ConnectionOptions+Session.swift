import App
import Foundation
import Settings

extension ConnectionOptions {
  /// The same wishes as the modules below understand them.
  var session: SessionOptions {
    var options = SessionOptions()
    options.kubeconfig = kubeconfig
    options.context = context
    options.namespaces = namespace
    options.allNamespaces = allNamespaces
    options.endpoints = endpoints
    options.direct = direct
    options.readOnly = readOnly
    if let refresh {
      options.refresh = refresh.value
      options.isRefreshGiven = true
    }
    if let window {
      options.window = window.value
      options.isWindowGiven = true
    }
    return options
  }
}

extension XDGPaths {
  /// The paths of the user who runs the program.
  static var user: XDGPaths { XDGPaths(environment: ProcessInfo.processInfo.environment) }
}
