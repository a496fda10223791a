//! The clock, calendar and time zone of the reader.

use domain::time::{MINUTE_MS, Timestamp};
use domain::user::Language;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};

/// How much of a point in time is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Style {
    /// Hours and minutes.
    Time,
    /// The weekday, shortened.
    Weekday,
    /// Day and month, shortened.
    Date,
    /// A day counted from 1970-01-01 as weekday, day and month; without a time zone.
    Day,
    /// Weekday, day, month, year, and the time to the second.
    Exact,
    /// How far the reader's time zone is ahead of UTC: `GMT+05:30` at the end.
    Offset,
}

thread_local! {
    /// Making a format takes the browser longer than using it a hundred times.
    static FORMATS: RefCell<Vec<((Style, Language), Function)>> = RefCell::default();
    /// The time zone that the reader has chosen; empty where it is that of his browser.
    static CHOSEN_ZONE: RefCell<String> = RefCell::default();
}

/// From now on times are told as they are in this zone, or if it is empty, in that of the browser; whether that is another one.
pub(crate) fn choose_zone(zone: &str) -> bool {
    let is_other = CHOSEN_ZONE.with_borrow(|chosen| chosen != zone);
    if is_other {
        CHOSEN_ZONE.set(zone.to_owned());
        FORMATS.with_borrow_mut(Vec::clear);
    }
    is_other
}

/// The present time.
#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds of a date fit in 53 bits"
)]
pub(crate) fn now() -> Timestamp {
    Timestamp(Date::now() as i64)
}

/// What must be added to a point in time for the reader's wall clock.
#[expect(
    clippy::cast_possible_truncation,
    reason = "an offset is less than a day"
)]
pub(crate) fn zone_offset_ms(at: Timestamp) -> i64 {
    if CHOSEN_ZONE.with_borrow(String::is_empty) {
        return -(date(at).get_timezone_offset() as i64) * MINUTE_MS;
    }
    offset_ms(&format(Style::Offset, Language::English, at))
}

/// The offset that stands at the end of what is told in [`Style::Offset`].
fn offset_ms(told: &str) -> i64 {
    let Some((_, offset)) = told.split_once("GMT") else {
        return 0;
    };
    // Whoever writes minus writes either of two signs.
    let sign = if offset.starts_with('+') { 1 } else { -1 };
    let digits = offset.trim_start_matches(|c: char| !c.is_ascii_digit());
    let mut parts = digits.split(':').map(|part| part.parse().unwrap_or(0));
    let (hours, minutes) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    sign * (hours * 60 + minutes) * MINUTE_MS
}

/// The name of the reader's time zone as IANA writes it; nothing where the browser does not tell it.
pub(crate) fn zone_name() -> String {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    let name = Reflect::get(&options, &JsValue::from_str("timeZone")).ok();
    name.and_then(|name| name.as_string()).unwrap_or_default()
}

/// The first of the reader's language tags.
pub(crate) fn tag() -> String {
    let language = web_sys::window().and_then(|window| window.navigator().language());
    language.unwrap_or_default()
}

/// Lets the server know the time zone with the next page, so that it draws days that begin where the reader is.
pub(crate) fn keep_zone(name: &str) {
    let cookie = format!("zone={name}; path=/; max-age=31536000; samesite=lax");
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(document) = document {
        // A browser that keeps no cookies sees days of UTC for a moment.
        let _ = Reflect::set(
            &document,
            &JsValue::from_str("cookie"),
            &JsValue::from_str(&cookie),
        );
    }
}

/// The point in time in the reader's words.
pub(crate) fn format(style: Style, language: Language, at: Timestamp) -> String {
    let made = (style, language);
    let kept = FORMATS.with_borrow(|formats| {
        let found = formats.iter().find(|(of, _)| *of == made);
        found.map(|(_, format)| format.clone())
    });
    let format = kept.unwrap_or_else(|| {
        let format = make(style, language);
        FORMATS.with_borrow_mut(|formats| formats.push((made, format.clone())));
        format
    });
    let told = format.call1(&JsValue::UNDEFINED, &date(at)).ok();
    told.and_then(|text| text.as_string()).unwrap_or_default()
}

/// What a format calls its time zone.
const ZONE: &str = "timeZone";

/// The weekday and time of day at a place in this time zone; nothing where the browser does not know the zone.
pub(crate) fn time_in(zone: &str, language: Language, at: Timestamp) -> Option<String> {
    let options = Object::new();
    for (name, value) in [
        ("weekday", "short"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        (ZONE, zone),
    ] {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    let told = formatter(language, &options)?.call1(&JsValue::UNDEFINED, &date(at));
    told.ok()?.as_string()
}

/// The name of a language in the reader's; the tag itself where it has none, or is none.
pub(crate) fn language_name(tag: &str, reader: Language) -> String {
    let options = Intl::DisplayNamesOptions::new();
    options.set_type(Intl::DisplayNamesType::Language);
    let names = Intl::DisplayNames::new(&locales(reader), &options);
    // Called like this, what is no tag is an error here and not an exception there.
    let of = Reflect::get(&names, &JsValue::from_str("of")).map(Function::from);
    let name = of.and_then(|of| of.call1(&names, &JsValue::from_str(tag)));
    let name = name.ok().and_then(|name| name.as_string());
    name.unwrap_or_else(|| tag.to_owned())
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of a date fit in 53 bits"
)]
fn date(at: Timestamp) -> Date {
    Date::new(&JsValue::from_f64(at.0 as f64))
}

fn make(style: Style, language: Language) -> Function {
    let options = Object::new();
    let parts: &[(&str, &str)] = match style {
        Style::Time => &[("hour", "2-digit"), ("minute", "2-digit")],
        Style::Weekday => &[("weekday", "short")],
        Style::Date => &[("day", "numeric"), ("month", "short")],
        Style::Day => &[
            ("weekday", "long"),
            ("day", "numeric"),
            ("month", "long"),
            (ZONE, "UTC"),
        ],
        Style::Exact => &[("dateStyle", "full"), ("timeStyle", "medium")],
        Style::Offset => &[("timeZoneName", "longOffset")],
    };
    CHOSEN_ZONE.with_borrow(|zone| {
        if !zone.is_empty() {
            // Setting a property of a fresh object cannot fail.
            let _ = Reflect::set(&options, &ZONE.into(), &zone.into());
        }
    });
    for (name, value) in parts {
        let _ = Reflect::set(
            &options,
            &JsValue::from_str(name),
            &JsValue::from_str(value),
        );
    }
    let format = formatter(language, &options).or_else(|| {
        // A browser that is older than the zone.
        let _ = Reflect::delete_property(&options, &ZONE.into());
        formatter(language, &options)
    });
    // What is no function tells nothing.
    format.unwrap_or_else(|| JsValue::UNDEFINED.unchecked_into())
}

/// What formats points in time like this. Made like this, a zone that the browser does not know is nothing here and not an exception
/// there.
fn formatter(language: Language, options: &Object) -> Option<Function> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let formats = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?;
    let arguments = Array::of2(&locales(language), options);
    let format = Reflect::construct(&Function::from(formats), &arguments).ok()?;
    let format = format.unchecked_into::<Intl::DateTimeFormat>().format();
    Some(format.unchecked_into())
}

/// The browser's own variant of the page's language (`en-GB`) comes before the language itself.
fn locales(language: Language) -> Array {
    let locales = Array::new();
    let preferred = web_sys::window().and_then(|window| window.navigator().language());
    if let Some(preferred) = preferred.filter(|tag| Language::of_tag(tag) == language) {
        locales.push(&JsValue::from_str(&preferred));
    }
    locales.push(&JsValue::from_str(language.tag()));
    locales
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_is_read_as_browsers_write_it() {
        for (told, minutes) in [
            ("11/30/2026, GMT", 0),
            ("11/30/2026, GMT+09:00", 540),
            ("11/30/2026, GMT+05:45", 345),
            ("11/30/2026, GMT-03:30", -210),
            ("11/30/2026, GMT\u{2212}08:00", -480),
            ("11/30/2026, GMT+1", 60),
            ("", 0),
        ] {
            assert_eq!(offset_ms(told), minutes * MINUTE_MS, "{told}");
        }
    }
}
