//! The pages that a visitor was on last (spec 6.14).

use crate::limit;
use crate::link::is_allowed;
use crate::text::{optional, shortened};
use crate::time::{DAY_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// A page that a visitor was on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisitedPage {
    /// Path and query, from the first slash on.
    pub path: String,
    /// What the page calls itself.
    pub title: String,
    /// When he came there last.
    pub at: Timestamp,
}

/// The pages to keep of those that were told, newest first: each once, none older than a day, at most
/// [`limit::PAGES`]. A page that claims to be of the future is of now.
pub fn kept(told: Vec<VisitedPage>, now: Timestamp) -> Vec<VisitedPage> {
    let mut pages: Vec<VisitedPage> = told
        .into_iter()
        .filter_map(|page| {
            let path = path(&page.path)?;
            let title = shortened(&page.title, limit::PAGE_TITLE_CHARACTERS);
            Some(VisitedPage {
                path,
                title: optional(&title, limit::PAGE_TITLE_CHARACTERS).ok()?,
                at: page.at.min(now),
            })
        })
        .filter(|page| now.since(page.at) < DAY_MS)
        .collect();
    pages.sort_by_key(|page| std::cmp::Reverse(page.at));
    let mut known = Vec::new();
    pages.retain(|page| {
        let is_new = !known.contains(&page.path);
        known.push(page.path.clone());
        is_new
    });
    pages.truncate(limit::PAGES);
    pages
}

/// Where a page is, on the site of the page that the conversation began on.
pub fn link(page: &VisitedPage, began_on: &str) -> Option<String> {
    let (scheme, rest) = began_on.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let link = format!("{scheme}://{host}{}", page.path);
    (!host.is_empty() && is_allowed(&link)).then_some(link)
}

/// A path as it is kept. One that begins with two slashes would lead to another site.
fn path(told: &str) -> Option<String> {
    let is_path = told.starts_with('/') && !told.starts_with("//") && !told.starts_with("/\\");
    let is_short = told.chars().count() <= limit::PAGE_PATH_CHARACTERS;
    let is_plain = !told.chars().any(|c| c.is_control() || c.is_whitespace());
    (is_path && is_short && is_plain).then(|| told.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limit::{PAGE_PATH_CHARACTERS, PAGE_TITLE_CHARACTERS, PAGES};
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp(10 * DAY_MS);

    fn page(path: &str, before_ms: i64) -> VisitedPage {
        VisitedPage {
            path: path.to_owned(),
            title: "Title".to_owned(),
            at: Timestamp(NOW.0 - before_ms),
        }
    }

    fn paths(told: Vec<VisitedPage>) -> Vec<String> {
        kept(told, NOW).into_iter().map(|page| page.path).collect()
    }

    #[test]
    fn each_page_is_kept_once_and_the_newest_comes_first() {
        let told = vec![page("/a", 30), page("/b?c=d", 20), page("/a", 10)];
        assert_eq!(paths(told), ["/a", "/b?c=d"]);
    }

    #[test]
    fn after_a_day_a_page_is_forgotten() {
        let told = vec![page("/old", DAY_MS), page("/new", DAY_MS - 1)];
        assert_eq!(paths(told), ["/new"]);
        let future = kept(vec![page("/a", -5)], NOW);
        assert_eq!(future.first().map(|page| page.at), Some(NOW));
    }

    #[test]
    fn so_many_are_kept_and_no_more() {
        let told = |count: usize| (0..count).map(|n| page(&format!("/{n}"), 1)).collect();
        assert_eq!(paths(told(PAGES)).len(), PAGES);
        assert_eq!(paths(told(PAGES + 1)).len(), PAGES);
    }

    #[test]
    fn what_is_no_path_of_the_site_is_not_kept() {
        let most = format!("/{}", "p".repeat(PAGE_PATH_CHARACTERS - 1));
        assert_eq!(paths(vec![page(&most, 0)]), std::slice::from_ref(&most));
        for wrong in [
            "",
            "a",
            "//evil.example/",
            "/\\evil.example/",
            "javascript:alert(1)",
            "https://evil.example/",
            "/a b",
            "/a\nb",
            &format!("{most}p"),
        ] {
            assert_eq!(paths(vec![page(wrong, 0)]), [""; 0], "{wrong}");
        }
    }

    #[test]
    fn a_long_title_is_cut() {
        let title = |count| VisitedPage {
            title: "é".repeat(count),
            ..page("/", 0)
        };
        for count in [PAGE_TITLE_CHARACTERS, PAGE_TITLE_CHARACTERS + 1, 9_999] {
            let kept = kept(vec![title(count)], NOW);
            let length = kept.first().map(|page| page.title.chars().count());
            assert_eq!(length, Some(PAGE_TITLE_CHARACTERS));
        }
    }

    #[test]
    fn a_link_leads_to_the_site_that_the_conversation_began_on() {
        for (began_on, expected) in [
            (
                "https://shop.example/a?b#c",
                Some("https://shop.example/x?y"),
            ),
            ("http://shop.example:81", Some("http://shop.example:81/x?y")),
            ("/chat/website", None),
            ("javascript://a/", None),
            ("https:///", None),
        ] {
            let link = link(&page("/x?y", 0), began_on);
            assert_eq!(link.as_deref(), expected, "{began_on}");
        }
    }

    proptest! {
        #[test]
        fn what_is_kept_stays_when_it_is_told_again(
            told in proptest::collection::vec(("/[ab]{0,2}", -5..DAY_MS + 5), 0..30)
        ) {
            let told = told.iter().map(|(path, before)| page(path, *before)).collect();
            let once = kept(told, NOW);
            prop_assert_eq!(kept(once.clone(), NOW), once);
        }
    }
}
