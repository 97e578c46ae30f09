import Documents

extension APIServer {
  /// The commands in containers, which clients follow over a WebSocket.
  var webSockets: WebSocketService {
    WebSocketService(
      accept: { request in
        (try? self.openExec(request)) == nil ? nil : ExecStream.version(for: request)
      },
      serve: { request, inbound, outbound in
        // Asked again: the pod may have gone since.
        guard let order = try? self.openExec(request) else { return }
        let result = await self.run(order)
        try await ExecStream(inbound: inbound, outbound: outbound).send(result, order)
      })
  }

  /// The order of a request for a WebSocket, if all is well with it.
  private func openExec(_ request: APIRequest) throws(APIError) -> ExecOrder? {
    guard let context = try context(of: request, try user(of: request)), context.path.subresource == "exec",
      context.verb == "create"
    else { return nil }
    return try execOrder(context)
  }

  /// Checks what a client wants to run.
  func execOrder(_ context: RequestContext) throws(APIError) -> ExecOrder {
    guard let live = store.object("pods", context.key) else { throw .notFound(context.type, context.path.name) }
    let request = context.request
    let command = request.parameters("command")
    guard !command.isEmpty else { throw .badRequest("you must specify at least one command for the container") }
    let container = try Self.container(of: live.document, asked: request.parameter("container"))
    let running = (live.document.value("spec", "containers")?.array ?? []).compactMap { $0["name"]?.string }
    guard live.document.value("status", "phase")?.string == "Running", running.contains(container) else {
      throw APIError(500, "InternalError", "container not found (\"\(container)\")")
    }
    let order = ExecOrder(
      namespace: context.namespace, pod: context.path.name, container: container, command: command,
      wantsOutput: request.flag("stdout"), wantsErrors: request.flag("stderr"), isTerminal: request.flag("tty"))
    guard order.wantsOutput || order.wantsErrors || request.flag("stdin") else {
      throw .badRequest("you must specify at least 1 of stdin, stdout, stderr")
    }
    return order
  }

  /// Why a request to run a command got no WebSocket although all else is well with it.
  static func notUpgraded(_ request: APIRequest) -> APIError {
    let upgrade = request.headers[canonicalForm: "upgrade"].joined(separator: ",").lowercased()
    if upgrade.isEmpty { return .badRequest("Upgrade request required") }
    guard upgrade.contains("websocket") else {
      return .badRequest(
        "this control plane runs commands over WebSocket only, not over \(upgrade): use kubectl 1.31 or later, or "
          + "1.29 and 1.30 with KUBECTL_REMOTE_COMMAND_WEBSOCKETS=true")
    }
    let offered = request.headers[canonicalForm: "sec-websocket-protocol"].joined(separator: " ")
    return .badRequest(
      "requested protocol(s) are not supported: [\(offered)]; supports [\(ExecStream.versions.joined(separator: " "))]")
  }

  /// Runs a command, as far as there is something behind it.
  private func run(_ order: ExecOrder) async -> CommandResult {
    switch ProxyCommand(order.command, container: order.container) {
    case .notFound(let program):
      // The words of containerd and runc.
      return CommandResult(
        end: .notStarted(
          "failed to exec in container: failed to start exec \"\(names.uuid().filter { $0 != "-" })\": OCI runtime exec "
            + "failed: exec failed: unable to start container process: exec: \"\(program)\": executable file not found "
            + "in $PATH"))
    case .fails(let text, let status): return .failure(text, status: status)
    case .get(let port, let path, let query, let isCurl, let isSilent):
      let answer = await podStats?.stats(
        namespace: order.namespace, pod: order.pod, port: port, path: path, query: query)
      if isCurl {
        guard let answer else {
          return isSilent
            ? CommandResult(end: .exited(7))
            : .failure("curl: (7) Failed to connect to localhost port \(port): Connection refused", status: 7)
        }
        return CommandResult(output: answer.body, end: .exited(0))
      }
      guard let answer else {
        let url = "http://localhost:\(port)\(path)\(query.isEmpty ? "" : "?" + query)"
        return .failure("Error: Get \"\(url)\": dial tcp 127.0.0.1:\(port): connect: connection refused")
      }
      guard answer.status < 400 || answer.status == 404 else {
        let text = String(decoding: answer.body, as: UTF8.self)
        return .failure("Error: received unsuccessful status code \(answer.status): \(text)")
      }
      return CommandResult(output: answer.body + [UInt8(ascii: "\n")], end: .exited(0))
    }
  }
}
