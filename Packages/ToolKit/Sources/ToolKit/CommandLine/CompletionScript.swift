/// A shell's script that completes a tool's options, made from their table.
enum CompletionScript {
  static func text(for shell: Shell, tool: String, options: [OptionDescription]) -> String {
    switch shell {
    case .bash: bash(tool, options)
    case .zsh: zsh(tool, options)
    case .fish: fish(tool, options)
    }
  }

  private static func bash(_ tool: String, _ options: [OptionDescription]) -> String {
    let function = "_" + tool.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
    let words = options.flatMap(spellings).joined(separator: " ")
    var cases = ""
    for option in options where option.placeholder != nil {
      let pattern = spellings(option).joined(separator: "|")
      cases +=
        option.choices.isEmpty
        ? "    \(pattern)) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n"
        : "    \(pattern)) COMPREPLY=($(compgen -W '\(option.choices.joined(separator: " "))' -- \"$word\")); return ;;\n"
    }
    return """
      \(function)() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
        # Of --option=value bash makes three words.
        if [[ $word == = ]]; then word=; elif [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi
        case $before in
      \(cases)  esac
        if [[ $word == -* ]]; then
          COMPREPLY=($(compgen -W '\(words)' -- "$word"))
        else
          COMPREPLY=($(compgen -f -- "$word"))
        fi
      }
      complete -F \(function) \(tool)

      """
  }

  private static func zsh(_ tool: String, _ options: [OptionDescription]) -> String {
    let rows = options.map { option in
      let names = spellings(option)
      let exclusive = names.count > 1 ? "(\(names.joined(separator: " ")))" : ""
      let help = zshQuoted(option.help)
      let value = option.placeholder.map { placeholder in
        ":\(zshQuoted(placeholder)):"
          + (option.choices.isEmpty ? "_files" : "(\(option.choices.joined(separator: " ")))")
      }
      return names.map { "  '\(exclusive)\($0)[\(help)]\(value ?? "")'" }.joined(separator: " \\\n")
    }
    return "#compdef \(tool)\n_arguments -s \\\n\((rows + ["  '*:operand:_files'"]).joined(separator: " \\\n"))\n"
  }

  private static func fish(_ tool: String, _ options: [OptionDescription]) -> String {
    options.map { option in
      var line = "complete -c \(tool)"
      if let short = option.short { line += " -s \(short)" }
      line += " -l \(option.long)"
      if option.placeholder != nil { line += " -r" }
      if !option.choices.isEmpty { line += " -f -a '\(option.choices.joined(separator: " "))'" }
      return line + " -d '\(fishQuoted(option.help))'\n"
    }.joined()
  }

  private static func spellings(_ option: OptionDescription) -> [String] {
    (option.short.map { ["-\($0)"] } ?? []) + ["--\(option.long)"]
  }

  private static func fishQuoted(_ text: String) -> String {
    text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
  }

  /// Inside single quotes, and inside the brackets and colons of `_arguments`.
  private static func zshQuoted(_ text: String) -> String {
    text.map { character in
      switch character {
      case "'": "'\\''"
      case "[", "]", ":", "\\": "\\\(character)"
      default: String(character)
      }
    }.joined()
  }
}
