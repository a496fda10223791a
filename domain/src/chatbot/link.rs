//! Where an answer may lead (spec 9.6).

use crate::limit;

/// Whether an answer may lead there: a page by `http` or `https`, a path of the same site, or a place in the page. Never a
/// script, and never what only looks like a path (`//evil.example`, `/\evil.example`).
pub fn is_link(text: &str) -> bool {
    if text.chars().count() > limit::PAGE_CHARACTERS
        || text
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || c == '\\')
    {
        return false;
    }
    if let Some(path) = text.strip_prefix('/') {
        return !path.starts_with('/');
    }
    if let Some(place) = text.strip_prefix('#') {
        return !place.is_empty();
    }
    ["http://", "https://"].iter().any(|scheme| {
        let start = text.get(..scheme.len());
        let host = text.get(scheme.len()..).unwrap_or_default();
        let host = host.split(['/', '?', '#']).next().unwrap_or_default();
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && !host.is_empty()
            && !host.contains('@')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_paths_and_places_are_led_to() {
        for fine in [
            "https://shop.example",
            "HTTP://shop.example/a?b#c",
            "https://münchen.example:8443/",
            "/",
            "/prices?x=1#top",
            "#prices",
        ] {
            assert!(is_link(fine), "{fine}");
        }
        for wrong in [
            "",
            "#",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "mailto:a@b.c",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "https://",
            "https:///path",
            "https://shop.example@evil.example/",
            "shop.example",
            "ftp://shop.example",
        ] {
            assert!(!is_link(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_link_of_the_limit_is_fine_and_one_past_it_not() {
        let most = format!("/{}", "a".repeat(limit::PAGE_CHARACTERS - 1));
        assert!(is_link(&most));
        assert!(!is_link(&format!("{most}a")));
    }
}
