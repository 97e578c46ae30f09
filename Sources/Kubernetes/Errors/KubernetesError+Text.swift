import Texts

extension KubernetesError: CustomStringConvertible {
  public var description: String { operatorText }

  /// What failed, on what, and what to do next; one or a few lines without control characters.
  public var operatorText: String {
    let what = tr("Cannot \(request.text)")
    switch reason {
    case .unreachable(let why):
      return tr("\(what): \(request.server) cannot be reached (\(why)). Check that the cluster is up, and the context.")
    case .timeout(let seconds):
      return
        tr(
          "\(what): no answer from \(request.server) within \(Self.seconds(seconds)). Try again, or check the network.")
    case .stalled(let seconds):
      return tr("\(what): \(request.server) sent nothing for \(Self.seconds(seconds)). The stream is started again.")
    case .truncated:
      return tr("\(what): \(request.server) closed the connection before its answer was complete. Try again.")
    case .tooLarge(let limit):
      return tr("\(what): the answer is larger than \(limit / 1_000_000) MB. Narrow it to a namespace.")
    case .noCredentials(let why):
      return "\(what): \(why)"
    case .unauthorized:
      let user = request.user.isEmpty ? "" : tr(" of user \"\(DisplayText.oneLine(request.user))\"")
      return tr(
        "\(what): \(request.server) does not accept the credentials\(user) (401). Log in again, or choose another "
          + "context.")
    case .forbidden(let message):
      return tr(
        "Not allowed to \(request.text): \(Self.open(message)). Ask for the RBAC verb \"\(request.verb)\" on "
          + "\"\(request.resource)\", or choose a namespace where you have it.")
    case .notFound(let message):
      return tr("\(what): \(Self.open(message)). It may have been deleted; look at the list again.")
    case .notServed:
      return tr("\(what): \(request.server) does not serve this kind. Is Istio installed in this cluster?")
    case .alreadyExists(let message):
      return tr("\(what): \(Self.open(message)). Read it and change it instead.")
    case .conflict(let message, let causes):
      if causes.contains(where: { $0.reason == "FieldManagerConflict" }) {
        let owners = causes.map { "\($0.field) (\($0.message))" }.joined(separator: ", ")
        return tr(
          "\(what): other field managers own these fields: \(owners). Read it again, and decide who owns them.")
      }
      return tr("\(what): it changed meanwhile (\(message)). Read it again and repeat the change.")
    case .invalid(let message, let causes):
      let said = causes.isEmpty ? message : causes.map(\.text).joined(separator: "; ")
      return tr("\(what): refused as invalid: \(Self.open(said)). Correct it and try again.")
    case .gone(let message):
      return tr("\(what): \(Self.open(message)). The list is read again.")
    case .tooManyRequests:
      return tr("\(what): \(request.server) is overloaded (429). Wait a little, or lengthen the refresh interval.")
    case .server(501, let message):
      return tr("\(what): \(request.server) does not do this: \(message).")
    case .server(let code, let message):
      return
        tr(
          "\(what): \(request.server) answered \(code)\(message.isEmpty ? "" : ": \(message)"). Try again; if it stays, "
            + "look at the server's log.")
    case .malformed(let why):
      return tr(
        "\(what): \(request.server) answered with something unexpected (\(why)). Is it a Kubernetes API server, or did a "
          + "proxy or a login page answer in its place? Check the kubeconfig's server and proxy-url, HTTPS_PROXY and "
          + "NO_PROXY, and log in.")
    case .commandFailed(let status, let message):
      return tr("\(what): the command ended with status \(status)\(message.isEmpty ? "" : ": \(Self.open(message))").")
    case .cancelled:
      return tr("\(what): cancelled.")
    }
  }

  /// The process exit code: 3 cannot reach, 4 not allowed, 5 refused by validation or conflict, else 1.
  public var exitCode: Int32 {
    switch reason {
    case .unreachable, .timeout, .stalled, .truncated: 3
    case .noCredentials, .unauthorized, .forbidden: 4
    case .conflict, .alreadyExists, .invalid: 5
    default: 1
    }
  }

  /// The text without a full stop at its end, as the sentence goes on.
  private static func open(_ text: String) -> String {
    var text = text[...]
    while let last = text.last, last == "." || last.isWhitespace { text = text.dropLast() }
    return String(text)
  }

  private static func seconds(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e9 ? tr("\(Int(value)) s") : tr("\(value) s")
  }
}
