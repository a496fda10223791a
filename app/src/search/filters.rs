//! What is known of the conversations that are sought: a form that folds away, and a chip for each thing that is asked for.

use super::address::{self, Asked};
use super::field::replacing;
use crate::conversation::panel::status;
use crate::face::face_name;
use crate::history::choices::{Choice, channels, operators, outcomes, ratings};
use crate::live::{Console, Copied};
use crate::text::{Texts, fill, nth, use_texts};
use crate::ui::{Icon, Size};
use domain::day::Day;
use domain::id::ConversationId;
use domain::id::TagId;
use domain::report::{self, Rated, Which};
use domain::search::{Filter, Stand};
use domain::tag::Tag;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use web_sys::FormData;

/// The filters.
#[component]
pub(super) fn Filters(
    /// What is asked for.
    asked: Asked,
    /// The conversation that is open.
    open: Memo<Option<ConversationId>>,
) -> impl IntoView {
    let texts = use_texts();
    let filter = move || Filter {
        words: String::new(),
        ..asked.get().unwrap_or_default()
    };
    let shown = RwSignal::new((0_u32, untrack(filter)));
    // What the form itself asks for stands in it already; made anew it would lose the focus.
    let told = StoredValue::new(untrack(filter));
    Effect::new(move || {
        let filter = filter();
        if told.get_value() != filter {
            told.set_value(filter.clone());
            // A field that was changed by hand does not hear what stands in it otherwise, so the form is made anew.
            shown.update(|(turn, shown)| (*turn, *shown) = (turn.wrapping_add(1), filter));
        }
    });
    view! {
        <details class="list__filters">
            <summary class="list__unfold">
                <Icon name="sliders-horizontal" size=Size::Small />
                {texts.sessions_filters}
            </summary>
            <For
                each=move || [shown.get()]
                key=|(turn, _)| *turn
                children=move |(_, filter)| view! { <Form filter told asked open /> }
            />
        </details>
        <Chips asked open />
    }
}

/// The form.
#[component]
fn Form(
    /// What stands in it at first.
    filter: Filter,
    /// What it says.
    told: StoredValue<Filter>,
    asked: Asked,
    open: Memo<Option<ConversationId>>,
) -> impl IntoView {
    let (console, texts, tags) = (Console::of_page(), use_texts(), Copied::<Tag>::of_page());
    let form = NodeRef::<html::Form>::new();
    let navigate = use_navigate();
    let changed = move |_| {
        let form = form.get_untracked();
        let Some(form) = form.and_then(|form| FormData::new_with_form(&form).ok()) else {
            return;
        };
        // A date that is half typed is empty here, and the browser tells that it is not one.
        let Ok(filter) = Filter::read(|name| form.get(name).as_string()) else {
            return;
        };
        told.set_value(filter.clone());
        let words = asked.get_untracked().unwrap_or_default().words;
        let filter = Filter { words, ..filter };
        navigate(
            &address::address(&filter, open.get_untracked()),
            replacing(),
        );
    };
    let report::Filter {
        channel,
        rated,
        from,
        to,
        ..
    } = filter.report;
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let (least, most) = (day(from), day(to));
    let tag = filter.report.tag;
    let tag = tag.map(|which| which.word(TagId::to_string));
    let tags = move || {
        let choices = tags.with(|tags| {
            let choice = |tag: &Tag| (tag.id.to_string(), tag.name.clone());
            tags.iter().map(choice).collect::<Vec<_>>()
        });
        view! { <Choice name="tag" label=texts.tag choices chosen=tag.clone() /> }
    };
    view! {
        <form class="list__form" aria-label=texts.sessions_filters node_ref=form on:change=changed>
            <Choice name="status" label=texts.status choices=stands(texts) chosen=filter.stand.map(|stand| stand.word().to_owned()) />
            <Choice name="channel" label=texts.channel choices=channels(console) chosen=channel.map(|id| id.to_string()) />
            <Choice name="operator" label=texts.role_operator choices=operators(console) chosen=filter.report.field("operator") />
            {tags}
            <Choice name="outcome" label=texts.outcome choices=outcomes(texts) chosen=filter.report.field("outcome") />
            <Choice name="rating" label=texts.session_rating choices=ratings(texts) chosen=rated.map(|rated| rated.word().to_owned()) />
            <label class="filters__filter">
                <span class="field__label">{texts.date_from}</span>
                <input class="field__input" type="date" name="from" value=least.clone() max=most.clone() />
            </label>
            <label class="filters__filter">
                <span class="field__label">{texts.date_to}</span>
                <input class="field__input" type="date" name="to" value=most min=least />
            </label>
        </form>
    }
}

/// What is asked for, each with a way to ask for it no more.
#[component]
fn Chips(asked: Asked, open: Memo<Option<ConversationId>>) -> impl IntoView {
    let (console, texts, tags) = (Console::of_page(), use_texts(), Copied::<Tag>::of_page());
    move || {
        let filter = asked.get().unwrap_or_default();
        if filter.is_unfiltered() {
            return None;
        }
        let chip = |(text, without): (String, Filter)| {
            let label = fill(texts.search_without, &[("filter", &text)]);
            let href = move || address::address(&without, open.get());
            view! {
                <a class="chip chip--set" href=href aria-label=label data-noscroll="true">
                    {text}
                    <Icon name="x" size=Size::Small />
                </a>
            }
        };
        let tag = filter.report.tag.map(|which| match which {
            Which::None => texts.report_no_tag.to_owned(),
            Which::Is(id) => tags.with(|tags| {
                let tag = tags.iter().find(|tag| tag.id == id);
                tag.map_or_else(|| texts.tag.to_owned(), |tag| tag.name.clone())
            }),
        });
        let chips = set(console, texts, &filter, tag).into_iter().map(chip);
        let chips = chips.collect_view();
        let words = filter.words;
        let all = move || {
            let words = words.clone();
            address::address(
                &Filter {
                    words,
                    ..Filter::default()
                },
                open.get(),
            )
        };
        Some(view! {
            <div class="chips" role="group" aria-label=texts.search_set>
                {chips}
                <a class="button button--link" href=all data-noscroll="true">{texts.search_clear}</a>
            </div>
        })
    }
}

/// Each thing that is asked for in words, and what is asked for without it.
fn set(
    console: Console,
    texts: &Texts,
    filter: &Filter,
    tag: Option<String>,
) -> Vec<(String, Filter)> {
    let report::Filter {
        channel,
        operator,
        rated,
        from,
        to,
        ..
    } = filter.report;
    let named = |choices: Vec<(String, String)>, value: Option<String>| {
        let value = value?;
        let found = choices.into_iter().find(|(known, _)| *known == value);
        Some(found.map_or(value, |(_, name)| name))
    };
    let without = |change: fn(&mut Filter)| {
        let mut filter = filter.clone();
        change(&mut filter);
        filter
    };
    let day = |text: &str, day: Option<Day>| day.map(|day| format!("{text} {day}"));
    let set = [
        (
            filter
                .stand
                .map(|stand| stand_name(texts, stand).to_owned()),
            without(|filter| filter.stand = None),
        ),
        (
            named(channels(console), channel.map(|id| id.to_string())),
            without(|filter| filter.report.channel = None),
        ),
        (
            match operator {
                Some(Which::None) => Some(texts.session_nobody.to_owned()),
                _ => named(operators(console), filter.report.field("operator")),
            },
            without(|filter| filter.report.operator = None),
        ),
        (tag, without(|filter| filter.report.tag = None)),
        (
            named(outcomes(texts), filter.report.field("outcome")),
            without(|filter| filter.report.outcome = None),
        ),
        (
            rated.map(|rated| match rated {
                Rated::Any => texts.session_rated.to_owned(),
                Rated::Not => texts.session_unrated.to_owned(),
                Rated::As(face) => face_name(texts, face).to_owned(),
            }),
            without(|filter| filter.report.rated = None),
        ),
        (
            day(texts.date_from, from),
            without(|filter| filter.report.from = None),
        ),
        (
            day(texts.date_to, to),
            without(|filter| filter.report.to = None),
        ),
    ];
    let of_reports = of_reports(texts, filter.report).map(|(text, report)| {
        let filter = filter.clone();
        (text, Filter { report, ..filter })
    });
    let set = set.into_iter().chain(of_reports);
    set.filter_map(|(text, without)| Some((text?, without)))
        .collect()
}

/// A report leads to sessions with these, which have no field in the form: what is asked for, and what is without it.
fn of_reports(texts: &Texts, filter: report::Filter) -> [(Option<String>, report::Filter); 9] {
    let report::Filter {
        counts_for,
        country,
        chatbot,
        expertise,
        handler,
        language,
        hour,
        weekday,
        hour_of_day,
        ..
    } = filter;
    let named = |is_set: bool, text: &str| is_set.then(|| text.to_owned());
    [
        (
            named(counts_for.is_some(), texts.counts_for),
            report::Filter {
                counts_for: None,
                ..filter
            },
        ),
        (
            named(country.is_some(), texts.place_country),
            report::Filter {
                country: None,
                ..filter
            },
        ),
        (
            named(chatbot.is_some(), texts.rule_chatbot),
            report::Filter {
                chatbot: None,
                ..filter
            },
        ),
        (
            named(expertise.is_some(), texts.expertise),
            report::Filter {
                expertise: None,
                ..filter
            },
        ),
        (
            named(handler.is_some(), texts.by_handler),
            report::Filter {
                handler: None,
                ..filter
            },
        ),
        (
            named(language.is_some(), texts.language),
            report::Filter {
                language: None,
                ..filter
            },
        ),
        (
            hour.map(|hour| hour.to_string().replace('T', " ") + ":00"),
            report::Filter {
                hour: None,
                ..filter
            },
        ),
        (
            weekday.map(|weekday| nth(texts.weekdays, weekday.0.into()).to_owned()),
            report::Filter {
                weekday: None,
                ..filter
            },
        ),
        (
            hour_of_day.map(|hour| format!("{}:00", hour.word())),
            report::Filter {
                hour_of_day: None,
                ..filter
            },
        ),
    ]
}

fn stands(texts: &Texts) -> Vec<(String, String)> {
    Stand::ALL
        .map(|stand| (stand.word().to_owned(), stand_name(texts, stand).to_owned()))
        .to_vec()
}

fn stand_name(texts: &Texts, stand: Stand) -> &'static str {
    match stand {
        Stand::Open => texts.search_open,
        Stand::Status(status) => status::name(texts, status),
        Stand::Ended => texts.filter_ended,
    }
}
