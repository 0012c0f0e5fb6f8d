export { type RandomMaps, randomMaps } from '@dealroute/testing/walk';
