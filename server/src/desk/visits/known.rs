//! Who is on the site, as far as this node knows: from the requests that wait here, and from what other nodes tell. All of it is
//! forgotten within seconds.

use domain::country::Country;
use domain::id::{ChannelId, InvitationId, VisitId};
use domain::limit;
use domain::time::{SECOND_MS, Timestamp};
use domain::visit::{Visit, VisitState, Visits};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, oneshot};
use uuid::Uuid;

/// How long somebody counts as there between two requests: as long as a page takes to load.
pub(super) const GAP_MS: i64 = 10 * SECOND_MS;
/// How long an invitation waits for a visitor's next request, and its operator for the answer.
pub(super) const PATIENCE_MS: i64 = 8 * SECOND_MS;
/// After so much silence what another node told is forgotten, as is that somebody looks at the list.
pub(super) const SILENCE_MS: i64 = 30 * SECOND_MS;
/// How often nodes are told that somebody looks at the list.
const ASKED_AGAIN_MS: i64 = 10 * SECOND_MS;

/// What nodes tell each other of visits. Only hints: any of it may be lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitNote {
    /// Somebody looks at the list.
    Wanted,
    /// Who is there, as a node knows it by itself.
    Here(Uuid, Visits),
    /// Somebody is asked whether he wants to talk.
    Invited(Invited),
    /// It has reached him.
    Reached(InvitationId),
}

/// An invitation on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// Which.
    pub id: InvitationId,
    /// Who is invited.
    pub visit: VisitId,
    /// To what, for his browser to carry.
    pub sealed: String,
    /// Until when it waits for him.
    pub until: Timestamp,
}

/// Who waits for news of his page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Which visit it is.
    pub visit: VisitId,
    /// The widget's channel.
    pub channel: ChannelId,
    /// Where the request came from; it is counted, and told to nobody.
    pub address: IpAddr,
    /// The page's address as the widget says it.
    pub page: String,
    /// Where he is, if it is known.
    pub country: Option<Country>,
    /// Whether he can be asked.
    pub state: VisitState,
}

/// What a visitor's request is answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// His browser is to carry this.
    Asked(String),
    /// It does.
    Reached(InvitationId),
}

/// What is known.
#[derive(Debug)]
pub(in crate::desk) struct KnownVisits {
    node: Uuid,
    known: Mutex<Known>,
    invited: Arc<Notify>,
}

#[derive(Debug, Default)]
struct Known {
    here: HashMap<VisitId, Present>,
    of_address: HashMap<IpAddr, usize>,
    elsewhere: HashMap<Uuid, (Timestamp, Visits)>,
    invitations: Vec<Invited>,
    asking: HashMap<InvitationId, oneshot::Sender<()>>,
    wanted_until: Option<Timestamp>,
    asked_at: Option<Timestamp>,
    told: Option<(Timestamp, Visits)>,
}

#[derive(Debug)]
struct Present {
    visit: Visit,
    address: IpAddr,
    requests: u32,
    seen_at: Timestamp,
}

impl Default for KnownVisits {
    fn default() -> Self {
        Self {
            node: Uuid::new_v4(),
            known: Mutex::default(),
            invited: Arc::default(),
        }
    }
}

impl KnownVisits {
    /// A request of a reader waits from now on; `false` if there are too many to know him as well.
    pub(super) fn arrive(&self, reader: &Reader, now: Timestamp) -> bool {
        let mut known = self.known();
        let visit = Visit {
            id: reader.visit,
            channel: reader.channel,
            page: domain::visit::page(&reader.page),
            country: reader.country,
            since: reader.visit.began_at(now),
            state: reader.state,
        };
        if let Some(present) = known.here.get_mut(&visit.id) {
            present.visit = visit;
            present.requests += 1;
            return true;
        }
        known.forget_the_gone(now);
        let of_address = known.of_address.get(&reader.address).copied();
        let (all, alike) = (known.here.len(), of_address.unwrap_or_default());
        if all >= limit::VISITS || alike >= limit::VISITS_PER_ADDRESS {
            return false;
        }
        *known.of_address.entry(reader.address).or_default() += 1;
        let present = Present {
            visit,
            address: reader.address,
            requests: 1,
            seen_at: now,
        };
        known.here.insert(reader.visit, present);
        true
    }

    /// It waits no longer.
    pub(super) fn depart(&self, visit: VisitId, now: Timestamp) {
        if let Some(present) = self.known().here.get_mut(&visit) {
            present.requests = present.requests.saturating_sub(1);
            present.seen_at = now;
        }
    }

    /// Everybody who is known of; nodes are asked for more, if `true` comes with it.
    pub(super) fn look(&self, now: Timestamp) -> (Visits, bool) {
        let mut known = self.known();
        known.wanted_until = Some(now.plus(SILENCE_MS));
        let is_due = known
            .asked_at
            .is_none_or(|at| now.since(at) >= ASKED_AGAIN_MS);
        if is_due {
            known.asked_at = Some(now);
        }
        (known.all(now), is_due)
    }

    /// Somebody who is known of.
    pub(super) fn find(&self, visit: VisitId, now: Timestamp) -> Option<Visit> {
        let mut known = self.known();
        known.forget_the_gone(now);
        let here = known.here.get(&visit).map(|present| &present.visit);
        let elsewhere = || {
            let mut told = known.elsewhere.values();
            told.find_map(|(_, told)| told.visits.iter().find(|one| one.id == visit))
        };
        here.or_else(elsewhere).cloned()
    }

    /// Somebody is invited, wherever his requests come; who asks hears when it has reached him.
    pub(super) fn ask(&self, invited: Invited, now: Timestamp) -> oneshot::Receiver<()> {
        let (reached, waiting) = oneshot::channel();
        self.known().asking.insert(invited.id, reached);
        self.invite(invited, now);
        waiting
    }

    /// Who asked waits no longer.
    pub(super) fn give_up(&self, id: InvitationId) {
        let mut known = self.known();
        known.asking.remove(&id);
        known.invitations.retain(|invited| invited.id != id);
    }

    /// What a visitor is invited to, if it waits for him; `held` is what his browser carries already.
    pub(super) fn invitation(
        &self,
        visit: VisitId,
        held: Option<&str>,
        now: Timestamp,
    ) -> Option<News> {
        let mut known = self.known();
        known.invitations.retain(|invited| invited.until > now);
        let mut waiting = known.invitations.iter();
        let invited = waiting.rfind(|invited| invited.visit == visit)?;
        if held == Some(invited.sealed.as_str()) {
            let id = invited.id;
            known.reached(id);
            return Some(News::Reached(id));
        }
        Some(News::Asked(invited.sealed.clone()))
    }

    /// Waits until somebody is invited.
    pub(super) fn invited(&self) -> Arc<Notify> {
        self.invited.clone()
    }

    /// Another node said something.
    pub(super) fn hear(&self, note: VisitNote, now: Timestamp) {
        match note {
            VisitNote::Wanted => {
                let mut known = self.known();
                known.wanted_until = Some(now.plus(SILENCE_MS));
                // Who asks for the first time knows nothing yet.
                known.told = None;
            }
            VisitNote::Here(by, visits) => {
                let mut known = self.known();
                known.elsewhere.insert(by, (now, visits));
            }
            VisitNote::Invited(invited) => self.invite(invited, now),
            VisitNote::Reached(id) => self.known().reached(id),
        }
    }

    /// What is to be told to other nodes, if somebody looks at the list and it is news.
    pub(super) fn news(&self, now: Timestamp) -> Option<VisitNote> {
        let mut known = self.known();
        known.wanted_until.filter(|until| *until > now)?;
        let here = known.here(now);
        let is_told = known.told.as_ref().is_some_and(|(at, told)| {
            // Silence is forgotten.
            *told == here && now.since(*at) < ASKED_AGAIN_MS
        });
        if is_told {
            return None;
        }
        known.told = Some((now, here.clone()));
        Some(VisitNote::Here(self.node, here))
    }

    fn invite(&self, invited: Invited, now: Timestamp) {
        let mut known = self.known();
        known.invitations.retain(|other| other.until > now);
        known.invitations.push(invited);
        drop(known);
        self.invited.notify_waiters();
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn forget_the_gone(&mut self, now: Timestamp) {
        let of_address = &mut self.of_address;
        self.here.retain(|_, present| {
            let is_here = present.requests > 0 || now.since(present.seen_at) < GAP_MS;
            if !is_here && let Some(count) = of_address.get_mut(&present.address) {
                *count -= 1;
                if *count == 0 {
                    of_address.remove(&present.address);
                }
            }
            is_here
        });
        self.elsewhere
            .retain(|_, (heard_at, _)| now.since(*heard_at) < SILENCE_MS);
    }

    /// Those whose requests come to this node.
    fn here(&mut self, now: Timestamp) -> Visits {
        self.forget_the_gone(now);
        let here = self.here.values().map(|present| present.visit.clone());
        Visits::of(here.collect(), 0)
    }

    /// The same of all nodes. Whose requests come here at this moment is known best here.
    fn all(&mut self, now: Timestamp) -> Visits {
        let here = self.here(now);
        let mut known = Vec::new();
        let mut unlisted = here.unlisted();
        for (_, told) in self.elsewhere.values() {
            known.extend(told.visits.iter().cloned());
            unlisted += told.unlisted();
        }
        known.extend(here.visits);
        Visits::of(known, unlisted)
    }

    fn reached(&mut self, id: InvitationId) {
        self.invitations.retain(|invited| invited.id != id);
        if let Some(asking) = self.asking.remove(&id) {
            // Nobody may be waiting any more.
            let _ = asking.send(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    fn reader(number: u128, address: u32) -> Reader {
        Reader {
            visit: VisitId(Uuid::from_u128(number)),
            channel: ChannelId(Uuid::nil()),
            address: IpAddr::from(address.to_be_bytes()),
            page: "https://shop.example/".to_owned(),
            country: None,
            state: VisitState::Reading,
        }
    }

    fn invited(number: u128) -> Invited {
        Invited {
            id: InvitationId(Uuid::from_u128(number)),
            visit: VisitId(Uuid::from_u128(1)),
            sealed: format!("sealed {number}"),
            until: NOW.plus(PATIENCE_MS),
        }
    }

    fn count(known: &KnownVisits, now: Timestamp) -> usize {
        known.look(now).0.count
    }

    #[test]
    fn somebody_is_there_while_he_waits_and_for_a_while_after() {
        let known = KnownVisits::default();
        let ada = reader(1, 1);
        assert!(known.arrive(&ada, NOW) && known.arrive(&ada, NOW));
        known.depart(ada.visit, NOW);
        assert_eq!(count(&known, NOW.plus(GAP_MS)), 1);
        known.depart(ada.visit, NOW);
        assert_eq!(count(&known, NOW.plus(GAP_MS - 1)), 1);
        assert_eq!(count(&known, NOW.plus(GAP_MS)), 0);
        assert!(known.known().of_address.is_empty());
    }

    #[test]
    fn one_address_has_so_many_visits_and_no_more() {
        let known = KnownVisits::default();
        for number in 0..=limit::VISITS_PER_ADDRESS {
            let is_known = known.arrive(&reader(number as u128, 1), NOW);
            assert_eq!(is_known, number < limit::VISITS_PER_ADDRESS);
        }
        assert!(known.arrive(&reader(1_000, 2), NOW));
        // Who has a place keeps it.
        assert!(known.arrive(&reader(0, 1), NOW));
    }

    #[test]
    fn a_node_knows_so_many_visits_and_no_more() {
        let known = KnownVisits::default();
        for number in 0..=limit::VISITS {
            let address = u32::try_from(number).unwrap();
            let is_known = known.arrive(&reader(number as u128, address), NOW);
            assert_eq!(is_known, number < limit::VISITS);
        }
        let (visits, _) = known.look(NOW);
        assert_eq!(
            (visits.visits.len(), visits.count),
            (limit::VISITS_LISTED, limit::VISITS)
        );
    }

    #[test]
    fn what_another_node_tells_is_listed_until_it_falls_silent() {
        let (here, there) = (KnownVisits::default(), KnownVisits::default());
        there.arrive(&reader(1, 1), NOW);
        assert_eq!(there.news(NOW), None, "nobody looks");
        assert!(here.look(NOW).1);
        there.hear(VisitNote::Wanted, NOW);
        let told = there.news(NOW).unwrap();
        assert_eq!(there.news(NOW), None, "it is no news");
        here.hear(told, NOW);
        assert_eq!(count(&here, NOW.plus(SILENCE_MS - 1)), 1);
        assert!(here.find(reader(1, 1).visit, NOW).is_some());
        assert_eq!(count(&here, NOW.plus(SILENCE_MS)), 0);
        assert_eq!(
            there.news(NOW.plus(SILENCE_MS)),
            None,
            "nobody looks any more"
        );
    }

    #[test]
    fn who_asked_hears_that_it_has_reached_the_browser() {
        let (here, there) = (KnownVisits::default(), KnownVisits::default());
        let visit = reader(1, 1).visit;
        let mut waiting = here.ask(invited(7), NOW);
        there.hear(VisitNote::Invited(invited(7)), NOW);
        assert_eq!(there.invitation(VisitId(Uuid::nil()), None, NOW), None);
        let sealed = there.invitation(visit, None, NOW);
        assert_eq!(sealed, Some(News::Asked("sealed 7".to_owned())));
        let reached = there.invitation(visit, Some("sealed 7"), NOW);
        assert_eq!(reached, Some(News::Reached(invited(7).id)));
        assert_eq!(there.invitation(visit, Some("sealed 7"), NOW), None);
        assert!(waiting.try_recv().is_err());
        here.hear(VisitNote::Reached(invited(7).id), NOW);
        assert_eq!(waiting.try_recv(), Ok(()));
    }

    #[test]
    fn an_invitation_waits_for_so_long_and_the_last_one_counts() {
        let known = KnownVisits::default();
        let visit = reader(1, 1).visit;
        let _waiting = (known.ask(invited(1), NOW), known.ask(invited(2), NOW));
        let late = NOW.plus(PATIENCE_MS - 1);
        let sealed = known.invitation(visit, Some("sealed 1"), late);
        assert_eq!(sealed, Some(News::Asked("sealed 2".to_owned())));
        assert_eq!(known.invitation(visit, None, NOW.plus(PATIENCE_MS)), None);
        assert!(known.known().invitations.is_empty());
    }
}
