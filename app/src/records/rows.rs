//! Records as a table.

use super::address::Address;
use super::fresh::{Fresh, FreshView, replace};
use super::kind::{CardOf, Kind, PageOf, Told};
use super::told::{RecordLink, StageMark};
use crate::api::Failure;
use crate::live::Console;
use crate::moment;
use crate::text::use_texts;
use crate::ui::{Button, Empty, Kind as ButtonKind};
use domain::record::{Card, RecordPage};
use domain::team::AppState;
use leptos::prelude::*;

/// What is in sight, if it is here.
type Pages<C> = Option<Answer<C>>;
/// What the server answers.
type Answer<C> = Result<RecordPage<C, <C as Card>::Number>, Failure>;

/// Puts an answer into what is in sight.
type Put<C> = fn(&mut Pages<C>, Answer<C>);

/// The table, newest first; the next pages come below.
#[component]
pub(super) fn Rows<K: Kind>(
    kind: K,
    address: Memo<Address<K::Stage>>,
    state: RwSignal<AppState>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let pages = Fresh::<PageOf<K>>::new();
    let filter = Memo::new(move |_| address.with(|address| address.filter.clone()));
    let first = move |put: Put<CardOf<K>>| {
        pages.ask(kind.ask_page(filter.get_untracked(), None), put);
    };
    Effect::new(move |before: Option<_>| {
        console.lists().hear(kind.app().records());
        let asked = filter.get();
        let is_same = before.as_ref() == Some(&asked);
        first(if is_same { renew } else { replace });
        asked
    });
    let older = move |_| {
        let below = pages.with_untracked(|pages| pages.below).flatten();
        if let Some(below) = below {
            let asked = kind.ask_page(filter.get_untracked(), Some(below));
            pages.ask(asked, move |pages, next| append(pages, below, next));
        }
    };
    let has_older = Memo::new(move |_| pages.with(|pages| pages.below).flatten().is_some());
    let older_text = kind.texts(texts).older;
    view! {
        <div class="records__rows" aria-live="polite">
            <FreshView fresh=pages again=Callback::new(move |()| first(replace))>
                <Table kind pages state />
                <Show when=move || has_older.get()>
                    <div class="list__more">
                        <Button kind=ButtonKind::Quiet on:click=older>{older_text}</Button>
                    </div>
                </Show>
            </FreshView>
        </div>
    }
}

#[component]
fn Table<K: Kind>(kind: K, pages: Fresh<PageOf<K>>, state: RwSignal<AppState>) -> impl IntoView {
    let texts = use_texts();
    let records = Memo::new(move |_| {
        let records = pages.with(|pages| pages.records.clone());
        records.unwrap_or_default()
    });
    let none = move || {
        let words = kind.texts(texts);
        view! { <Empty icon=kind.icon() title=words.none text=words.none_text /> }
    };
    view! {
        <Show when=move || records.with(|records| !records.is_empty()) fallback=none>
            <table class="roster history__table">
                <thead>
                    <Headings kind />
                </thead>
                <tbody>
                    <For
                        each=move || records.get()
                        key=Clone::clone
                        let:card
                    >
                        <Row kind card state />
                    </For>
                </tbody>
            </table>
        </Show>
    }
}

#[component]
fn Headings<K: Kind>(kind: K) -> impl IntoView {
    let texts = use_texts();
    let words = kind.texts(texts);
    view! {
        <tr>
            <th scope="col">{words.record}</th>
            <th scope="col">{words.stage}</th>
            <th scope="col">{words.further}</th>
            <th scope="col">{texts.team}</th>
            <th scope="col">{words.owner}</th>
            <th scope="col">{texts.record_made_at}</th>
        </tr>
    }
}

#[component]
fn Row<K: Kind>(kind: K, card: CardOf<K>, state: RwSignal<AppState>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let Told {
        title,
        stage,
        team,
        owner,
        created_at,
    } = kind.told(&card);
    let team = move || state.with(|state| Some(state.team_name(team?)?.to_owned()));
    let owner = move || console.colleague(owner?);
    view! {
        <tr>
            <td class="roster__main"><RecordLink kind number=card.number() title /></td>
            <td><StageMark kind stage /></td>
            <td>{kind.further(&card)}</td>
            <td data-label=texts.team>{team}</td>
            <td data-label=kind.texts(texts).owner>{owner}</td>
            <td class="history__number"><moment::Told at=Signal::stored(created_at) /></td>
        </tr>
    }
}

/// Puts the first page as it is now in the place of that part of what is in sight.
fn renew<C: Card>(pages: &mut Pages<C>, answer: Answer<C>) {
    match (&mut *pages, answer) {
        (Some(Ok(here)), Ok(mut first)) if here.records.len() > first.records.len() => {
            let Some(last) = first.below else {
                return replace(pages, Ok(first));
            };
            let further = std::mem::take(&mut here.records).into_iter();
            let further = further.filter(|card| card.number() < last);
            first.records.extend(further);
            here.records = first.records;
            here.below = here.below.map(|below| below.min(last));
        }
        (_, answer) => replace(pages, answer),
    }
}

/// Puts the page below a number at the end, unless another stands there by now.
fn append<C: Card>(pages: &mut Pages<C>, below: C::Number, next: Answer<C>) {
    if let (Some(Ok(here)), Ok(next)) = (pages, next)
        && here.below == Some(below)
    {
        here.records.extend(next.records);
        here.below = next.below;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ticket::{TicketCard, TicketNumber, TicketPage, TicketPriority, TicketState};
    use domain::time::Timestamp;

    fn page(numbers: &[i64], below: Option<i64>) -> TicketPage {
        let card = |number: &i64| TicketCard {
            number: TicketNumber(*number),
            title: String::new(),
            team: None,
            assignee: None,
            state: TicketState::New,
            priority: TicketPriority::Normal,
            created_at: Timestamp(0),
        };
        TicketPage {
            records: numbers.iter().map(card).collect(),
            below: below.map(TicketNumber),
        }
    }

    fn told(pages: Option<&Answer<TicketCard>>) -> (Vec<i64>, Option<i64>) {
        let page = pages.unwrap().as_ref().unwrap();
        let numbers = page.records.iter().map(|ticket| ticket.number.0);
        (numbers.collect(), page.below.map(|below| below.0))
    }

    #[test]
    fn pages_that_were_opened_stay_below_the_first_as_it_is_now() {
        let mut pages = Some(Ok(page(&[6, 5], Some(5))));
        append(&mut pages, TicketNumber(5), Ok(page(&[4, 3], Some(3))));
        assert_eq!(told(pages.as_ref()), (vec![6, 5, 4, 3], Some(3)));
        append(&mut pages, TicketNumber(5), Ok(page(&[4, 3], Some(3))));
        assert_eq!(told(pages.as_ref()), (vec![6, 5, 4, 3], Some(3)), "once");
        renew(&mut pages, Ok(page(&[7, 6], Some(6))));
        assert_eq!(told(pages.as_ref()), (vec![7, 6, 5, 4, 3], Some(3)));
        renew(&mut pages, Ok(page(&[7], None)));
        assert_eq!(told(pages.as_ref()), (vec![7], None));
        renew(&mut pages, Err(Failure::Unavailable));
        assert_eq!(told(pages.as_ref()), (vec![7], None), "what is here stays");
    }
}
