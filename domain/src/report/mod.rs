//! What reports tell of conversations (spec 13).

mod calendar;
mod dashboard;
mod dimension;
mod export;
mod fact;
mod favourite;
mod file;
mod filter;
mod folds;
mod foreword;
mod live_link;
mod measure;
mod query;
mod session;
mod short_text;
mod span;
mod table;
mod wall;
mod which;

pub use calendar::{Calendar, Stretch, week_begins};
pub use dashboard::{Dashboard, Standing};
pub use dimension::{Dimension, Key};
pub use export::{Cell, Column, Names, SESSIONS_HEADER, cells, head, row};
pub use fact::{Fact, Handler, days_of_activity};
pub use favourite::Favourite;
pub use file::file;
pub use filter::{Asked, Filter};
pub use folds::Folds;
pub use foreword::{FOREWORD_END, Foreword, foreword_line};
pub use live_link::LiveLink;
pub use measure::{Measure, Tally, Unit};
pub use query::{Chart, Kind, Query, Question, Unknown, View};
pub use session::{Neighbours, Place, Session, Sessions, TOP};
pub use short_text::{LanguageTag, ShortText, ZoneName};
pub use span::Span;
pub use table::{Group, Report, Table, TooManyCells};
pub use wall::{Hour, HourOfDay, Weekday};
pub use which::{Rated, Which};

/// A share of a whole in whole per cent, halves rounded up; `None` of nothing.
pub fn percent(part: i64, whole: i64) -> Option<u32> {
    let doubled = part.checked_mul(200)?.checked_add(whole)?;
    u32::try_from(doubled.checked_div(whole.checked_mul(2)?)?).ok()
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_share_is_told_in_whole_per_cent() {
        let table = [
            ((0, 0), None),
            ((0, 3), Some(0)),
            ((1, 3), Some(33)),
            ((2, 3), Some(67)),
            ((1, 8), Some(13)),
            ((3, 3), Some(100)),
        ];
        for ((part, whole), expected) in table {
            assert_eq!(percent(part, whole), expected, "{part} of {whole}");
        }
    }
}
