import App
import ArgumentParser
import MeshModel

/// What the graph is made of.
struct GraphOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What a node stands for: versioned-app, app, workload or service.", valueName: "type"))
  var type: GraphType = .versionedApp

  @Flag(help: "Leave out the service nodes between clients and workloads.")
  var noServiceNodes = false

  @Flag(help: "Show edges and objects without traffic, too.")
  var idle = false

  func apply(to options: inout SessionOptions) {
    options.graphType = type
    options.showsServiceNodes = !noServiceNodes
    options.showsIdle = idle
  }
}

extension GraphType: ExpressibleByArgument {}
