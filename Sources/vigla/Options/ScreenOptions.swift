import App
import ArgumentParser

/// How the screen looks.
struct ScreenOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A theme by its name, such as light or nord, or one of your own; T in the dashboard shows all.", valueName: "name"
    ))
  var theme: String?

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  var program: ProgramOptions {
    ProgramOptions(theme: theme, isASCII: ascii, hasMouse: !noMouse)
  }
}
