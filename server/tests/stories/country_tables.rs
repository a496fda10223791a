//! The table of countries that is handed in: on every node, and in the place of the one that is built in (spec 2.7, 15.6).

use crate::mails::administrator;
use crate::mmdb;
use crate::stories;
use crate::world::{World, refusal};
use domain::audit::Audited;
use domain::country::Country;
use domain::country_table::{AskedTable, HandedInTable};
use domain::problem::{Fault, Problem};
use domain::time::Timestamp;
use domain::wire::Refusal;
use serde::Serialize;
use server::desk::Desk;
use server::error::Error;
use std::net::IpAddr;

/// What other files tell of addresses.
#[derive(Serialize)]
struct Provider {
    organization: &'static str,
}

fn country(desk: &Desk) -> Option<&'static str> {
    let address: IpAddr = "8.8.8.8".parse().unwrap();
    desk.geoip().country(address).map(Country::code)
}

/// What every node says once it has looked.
async fn countries(world: &World) -> Vec<Option<&'static str>> {
    let mut countries = Vec::new();
    for node in world.nodes() {
        node.look_for_another_table().await.unwrap();
        assert!(
            !node.look_for_another_table().await.unwrap(),
            "it is read once"
        );
        countries.push(country(node));
    }
    countries.dedup();
    countries
}

stories! {
    async fn a_table_that_is_handed_in_is_asked_on_every_node_until_it_is_removed(world: &World) {
        let ada = administrator(world).await;
        let first = world.desk().country_tables(&ada).await.unwrap();
        assert!(matches!(first.asked, AskedTable::BuiltIn { .. }) && first.handed_in.is_none());
        assert_eq!(countries(world).await, [Some("US")]);

        let french = mmdb::countries("FR");
        let bytes = french.len();
        let desk = world.desk();
        let handed_in = desk.hand_in_country_table(&ada, "C:\\fr.mmdb", french).await.unwrap();
        assert_eq!(country(desk), Some("FR"), "at once where it was handed in");
        assert_eq!(countries(world).await, [Some("FR")]);
        let expected = HandedInTable {
            name: "fr.mmdb".to_owned(),
            kind: "Test-Country".to_owned(),
            made_at: Timestamp(1_700_000_000_000),
            bytes,
            at: world.clock.now(),
            by: "Ada".to_owned(),
        };
        assert_eq!((&handed_in.asked, &handed_in.handed_in), (&AskedTable::HandedIn, &Some(expected)));
        assert_eq!(world.desk().country_tables(&ada).await.unwrap(), handed_in);

        world.desk().hand_in_country_table(&ada, "de.mmdb", mmdb::countries("DE")).await.unwrap();
        assert_eq!(countries(world).await, [Some("DE")], "a newer one takes its place");
        let late = world.another_node().await;
        late.look_for_another_table().await.unwrap();
        assert_eq!(country(&late), Some("DE"));

        world.clock.advance(1);
        let removed = world.desk().remove_country_table(&ada).await.unwrap();
        assert!(matches!(removed.asked, AskedTable::BuiltIn { .. }) && removed.handed_in.is_none());
        assert_eq!(countries(world).await, [Some("US")]);
        world.desk().remove_country_table(&ada).await.unwrap();
        let audited: Vec<Audited> = world.desk().audit(9).await.unwrap().into_iter().map(|(_, what)| what).collect();
        let of = |name: &str| Audited::CountryTableHandedIn { name: name.to_owned() };
        assert_eq!(audited[0], Audited::CountryTableRemoved);
        assert!(audited.len() == 3 && audited.contains(&of("fr.mmdb")) && audited.contains(&of("de.mmdb")));
    }

    async fn what_is_no_table_of_countries_is_refused_and_changes_nothing(world: &World) {
        let ada = administrator(world).await;
        world.desk().hand_in_country_table(&ada, "fr.mmdb", mmdb::countries("FR")).await.unwrap();
        let before = world.desk().country_tables(&ada).await.unwrap();
        let mut cut = mmdb::countries("DE");
        cut.truncate(40);
        for (contents, fault) in [
            (Vec::new(), Fault::NotATable),
            (b"<html>Sign in to download</html>".to_vec(), Fault::NotATable),
            (cut, Fault::NotATable),
            (mmdb::file(&Provider { organization: "Somebody" }), Fault::NoCountries),
        ] {
            match world.desk().hand_in_country_table(&ada, "other.mmdb", contents).await {
                Err(Error::Invalid(problems)) => assert_eq!(problems, [Problem::new("file", fault)]),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(world.desk().country_tables(&ada).await.unwrap(), before);
        assert_eq!(countries(world).await, [Some("FR")]);
    }

    async fn operators_neither_see_nor_change_which_table_is_asked(world: &World) {
        let ben = world.user("Ben").await;
        let (desk, french) = (world.desk(), mmdb::countries("FR"));
        for outcome in [
            desk.country_tables(&ben).await,
            desk.hand_in_country_table(&ben, "fr.mmdb", french).await,
            desk.remove_country_table(&ben).await,
        ] {
            assert_eq!(refusal(outcome), Refusal::Forbidden);
        }
        assert_eq!(countries(world).await, [Some("US")]);
    }
}
