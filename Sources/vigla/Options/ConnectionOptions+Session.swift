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
    options.source = prometheus.choice
    options.prometheus = prometheus.access
    options.configFile = settings.config
    options.direct = direct
    options.readOnly = readOnly
    options.refresh = refresh?.value
    options.window = window?.value
    return options
  }
}

extension SessionOptions {
  /// The session that these options and the user's settings ask for; complaints about the settings go to stderr.
  func open() throws -> MeshSession {
    let environment = ProcessInfo.processInfo.environment
    let paths = XDGPaths(environment: environment, configFile: configFile)
    let (settings, problems) = SettingsFiles.configuration(paths: paths)
    for problem in problems { Exits.complain("warning: \(problem)") }
    return try MeshSession.open(self, settings: settings, paths: paths, environment: environment)
  }
}

extension XDGPaths {
  /// The paths of the user who runs the program.
  static var user: XDGPaths { XDGPaths(environment: ProcessInfo.processInfo.environment) }
}
