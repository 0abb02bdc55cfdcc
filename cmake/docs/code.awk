# SPDX-License-Identifier: BSL-1.0

# Doxygen looks for its own commands and for addresses in code within a line.
function with_safe_code(line,    done, code)
{
    done = ""
    while (match(line, /`[^`]+`/)) {
        code = substr(line, RSTART, RLENGTH)
        if (code ~ /[@\\]|:\/\//) {
            code = substr(code, 2, length(code) - 2)
            gsub(/&/, "\\&amp;", code)
            gsub(/</, "\\&lt;", code)
            gsub(/>/, "\\&gt;", code)
            gsub(/\\/, "\\\\\\", code)
            gsub(/@/, "\\\\@", code)
            gsub(/:\/\//, ":<span></span>//", code)
            gsub(/\*/, "\\\\*", code)
            code = "<code>" code "</code>"
        }
        done = done substr(line, 1, RSTART - 1) code
        line = substr(line, RSTART + RLENGTH)
    }
    return done line
}
